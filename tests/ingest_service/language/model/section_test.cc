#include "ingest_service/language/model/section.h"

#include <limits>

#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;

std::string Sample() {
  SectionWriter writer;
  writer.WriteNumber(0x01020304);
  writer.WriteString("held");
  writer.WriteStrings(std::vector<std::string>{"a", "", "c"});
  writer.WriteArray<float>({1.5f, -2.0f});
  writer.WriteArray<int8_t>({-3});
  return writer.bytes();
}

TEST(Section, ReadsBackWhatWasWritten) {
  const std::string bytes = Sample();
  SectionReader reader(bytes);
  EXPECT_EQ(reader.ReadNumber(), 0x01020304u);
  EXPECT_EQ(reader.ReadString(), "held");
  EXPECT_THAT(reader.ReadStrings(), ElementsAre("a", "", "c"));
  EXPECT_THAT(reader.ReadArray<float>(), ElementsAre(1.5f, -2.0f));
  EXPECT_THAT(reader.ReadArray<int8_t>(), ElementsAre(-3));
  EXPECT_THAT(reader.status(), IsOk());
}

TEST(Section, ReportsEveryTruncation) {
  const std::string bytes = Sample();
  for (size_t size = 0; size < bytes.size(); ++size) {
    SectionReader reader(absl::string_view(bytes).substr(0, size));
    reader.ReadNumber();
    reader.ReadString();
    reader.ReadStrings();
    reader.ReadArray<float>();
    reader.ReadArray<int8_t>();
    EXPECT_THAT(reader.status(), StatusIs(absl::StatusCode::kDataLoss, _)) << size;
  }
}

TEST(Section, RefusesACountBeyondTheEnd) {
  SectionWriter writer;
  writer.WriteNumber(0xffffffff);
  SectionReader reader(writer.bytes());
  EXPECT_TRUE(reader.ReadArray<double>().empty());
  EXPECT_THAT(reader.status(), StatusIs(absl::StatusCode::kDataLoss, _));
}

TEST(Section, RefusesWeightsThatAreNoTameNumbers) {
  const float wild[] = {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1e5f};
  for (const float weight : wild) {
    SectionWriter writer;
    writer.WriteArray<float>({1.0f, weight});
    SectionReader reader(writer.bytes());
    EXPECT_TRUE(reader.ReadWeights().empty());
    EXPECT_THAT(reader.status(), StatusIs(absl::StatusCode::kDataLoss, _)) << weight;
  }
}

}  // namespace
}  // namespace dateline::language
