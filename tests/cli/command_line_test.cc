#include "cli/command_line.h"

#include <fstream>

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

struct LineResult {
  int exit_code;
  std::string out;
  std::string err;
};

LineResult RunLine(const std::vector<std::string>& arguments) {
  std::istringstream in;
  std::ostringstream out, err;
  Console console = {.in = in, .out = out, .err = err};
  const int exit_code = RunCommandLine(arguments, console);
  return {exit_code, out.str(), err.str()};
}

TEST(RunCommandLine, HelpGoesToOutput) {
  const LineResult result = RunLine({"--help"});
  EXPECT_EQ(result.exit_code, kExitDone);
  for (const char* command : {"extract", "analyze", "ingest", "facts", "fact", "search", "timeline", "aggregate",
                              "counterparts", "entity", "resolve", "status"}) {
    EXPECT_THAT(result.out, HasSubstr(command));
  }
}

TEST(RunCommandLine, EveryCommandHasAnExample) {
  for (const char* command : {"extract", "analyze", "ingest", "facts", "fact", "search", "timeline", "aggregate",
                              "counterparts", "entity", "resolve", "status"}) {
    EXPECT_THAT(RunLine({command, "--help"}).out, HasSubstr(std::string("Example:\n  dateline ") + command));
  }
}

TEST(RunCommandLine, UnknownCommandIsBadUsage) {
  const LineResult result = RunLine({"fetch"});
  EXPECT_EQ(result.exit_code, kExitBadUsage);
  EXPECT_NE(result.err, "");
}

TEST(RunCommandLine, NoCommandIsBadUsage) { EXPECT_EQ(RunLine({}).exit_code, kExitBadUsage); }

TEST(RunCommandLine, ErrorIsOneLine) {
  const LineResult result = RunLine({"resolve", "--query=127.0.0.1:1", "Son"});
  EXPECT_EQ(result.exit_code, kExitError);
  EXPECT_EQ(result.err,
            "dateline: cannot reach dateline-query at 127.0.0.1:1: start it, or say where it listens by --query or "
            "DATELINE_QUERY\n");
}

TEST(RunCommandLine, OutputThatIsLostIsAnError) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/son"};
  std::istringstream in;
  std::ofstream out("/dev/full");
  std::ostringstream err;
  Console console = {.in = in, .out = out, .err = err};
  EXPECT_EQ(RunCommandLine({"resolve", services.QueryFlag(), "Son"}, console), kExitError);
  EXPECT_THAT(err.str(), HasSubstr("dateline: the output cannot be written"));
}

TEST(RunCommandLine, EmptyDateStandsForUnknown) {
  const LineResult result = RunLine({"extract", "--published=", "absent.txt"});
  EXPECT_EQ(result.exit_code, kExitError);
  EXPECT_THAT(result.err, HasSubstr("absent.txt"));
}

}  // namespace
}  // namespace dateline::cli
