#include "cli/command_options.h"

#include "dateline/v1/fact.pb.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(AddEnumOption, TakesLabelsWithCommasAndRepeated) {
  CLI::App app;
  std::vector<int> kinds;
  AddEnumOption(app, "--kind", *v1::FactKind_descriptor(), kinds, "");
  app.parse("--kind=event,office --kind=statement");
  EXPECT_THAT(kinds, ::testing::ElementsAre(v1::FACT_KIND_EVENT, v1::FACT_KIND_OFFICE, v1::FACT_KIND_STATEMENT));
}

TEST(AddFormatOption, ReadsFormat) {
  CLI::App app;
  OutputFormat format = OutputFormat::kAutomatic;
  AddFormatOption(app, format);
  app.parse("--format=jsonl");
  EXPECT_EQ(format, OutputFormat::kJsonl);
}

TEST(AddPublishedOption, RefusesWhatIsNoDate) {
  CLI::App app;
  std::string published;
  AddPublishedOption(app, published);
  EXPECT_THROW(app.parse("--published=soon"), CLI::ValidationError);
}

TEST(AddQueryOption, TakesAddressFromTheEnvironment) {
  setenv("DATELINE_QUERY", "host:7", 1);
  CLI::App app;
  ServiceTarget target;
  AddQueryOption(app, target);
  app.parse("");
  unsetenv("DATELINE_QUERY");
  EXPECT_EQ(target.address, "host:7");
}

TEST(AddTimeoutOption, HasBounds) {
  CLI::App app;
  int seconds = 30;
  AddTimeoutOption(app, seconds);
  EXPECT_THROW(app.parse("--timeout=0"), CLI::ValidationError);
}

TEST(LayoutFor, FollowsTheConsole) {
  std::stringstream stream;
  const Console console = {.in = stream, .out = stream, .err = stream, .out_is_terminal = true, .width_columns = 77};
  EXPECT_TRUE(LayoutFor(console).terminal);
  EXPECT_EQ(LayoutFor(console).width_columns, 77);
}

}  // namespace
}  // namespace dateline::cli
