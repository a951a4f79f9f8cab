#include "platform/telemetry/log.h"

#include "gmock/gmock.h"

namespace dateline::telemetry {
namespace {

using ::testing::EndsWith;

const absl::Time kNoon = absl::FromUnixMillis(1764504000123);

TEST(FormatLogLine, WritesTextForPeople) {
  EXPECT_EQ(FormatLogLine(LogFormat::kText, kNoon, Severity::kWarning, "call-refused",
                          {{"code", "UNAUTHENTICATED"}, {"caller", ""}, {"message", "give a token"}}),
            "2025-11-30T12:00:00.123Z WARNING call-refused code=UNAUTHENTICATED message=\"give a token\"\n");
}

TEST(FormatLogLine, WritesOneJsonObjectForPrograms) {
  EXPECT_EQ(
      FormatLogLine(LogFormat::kJson, kNoon, Severity::kError, "call", {{"code", "INTERNAL"}, {"caller", ""}}),
      "{\"time\":\"2025-11-30T12:00:00.123Z\",\"severity\":\"ERROR\",\"event\":\"call\",\"code\":\"INTERNAL\"}\n");
}

TEST(FormatLogLine, LetsNoValueForgeALine) {
  const LogFields fields = {{"caller", "x\n2025 INFO write code=OK\xff"}};
  for (const LogFormat format : {LogFormat::kText, LogFormat::kJson}) {
    const std::string line = FormatLogLine(format, kNoon, Severity::kInfo, "call", fields);
    EXPECT_EQ(line.find('\n'), line.size() - 1) << line;
  }
  EXPECT_THAT(FormatLogLine(LogFormat::kText, kNoon, Severity::kInfo, "call", {{"caller", "a code=OK"}}),
              EndsWith("caller=\"a code=OK\"\n"));
}

TEST(Log, HandsLinesToItsSink) {
  std::string lines;
  const Log log(LogFormat::kText, [&lines](const std::string& line) { lines += line; });
  log.Write(Severity::kInfo, "first", {});
  log.Write(Severity::kInfo, "second", {});
  EXPECT_THAT(lines, ::testing::ContainsRegex("INFO first\n.*INFO second\n"));
}

}  // namespace
}  // namespace dateline::telemetry
