#include "platform/telemetry/trace_context.h"

#include "gmock/gmock.h"

namespace dateline::telemetry {
namespace {

using ::testing::MatchesRegex;

// The examples of the standard.
constexpr char kValid[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(ParseTraceparent, ReadsTheStandardsExample) {
  const auto trace = ParseTraceparent(kValid);
  ASSERT_TRUE(trace.has_value());
  EXPECT_EQ(trace->trace_id, "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(trace->parent_id, "b7ad6b7169203331");
  EXPECT_EQ(FormatTraceparent(*trace), kValid);
}

TEST(ParseTraceparent, TakesALaterVersionForWhatItBeginsWith) {
  EXPECT_TRUE(ParseTraceparent("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-new").has_value());
}

TEST(ParseTraceparent, RefusesWhatIsNone) {
  for (const char* header : {"", "00", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                             "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                             "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                             "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
                             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                             "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}) {
    EXPECT_FALSE(ParseTraceparent(header).has_value()) << header;
  }
}

TEST(StartTrace, GivesATraceOfItsOwn) {
  EXPECT_TRUE(ParseTraceparent(FormatTraceparent(StartTrace())).has_value());
  EXPECT_NE(StartTrace().trace_id, StartTrace().trace_id);
}

TEST(RandomHex, IsAsLongAsAsked) {
  EXPECT_EQ(RandomHex(20).size(), 20u);
  EXPECT_THAT(RandomHex(20), MatchesRegex("[0-9a-f]+"));
}

}  // namespace
}  // namespace dateline::telemetry
