#include "cli/console.h"

#include <fstream>
#include <sstream>

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

Console ConsoleWith(bool out_is_terminal) {
  static std::stringstream stream;
  return {.in = stream, .out = stream, .err = stream, .out_is_terminal = out_is_terminal};
}

TEST(ChooseFormat, WritesTextOnTerminal) {
  EXPECT_EQ(ChooseFormat(OutputFormat::kAutomatic, ConsoleWith(true)), OutputFormat::kText);
}

TEST(ChooseFormat, WritesJsonInPipe) {
  EXPECT_EQ(ChooseFormat(OutputFormat::kAutomatic, ConsoleWith(false)), OutputFormat::kJson);
}

TEST(ChooseFormat, KeepsWhatWasAsked) {
  EXPECT_EQ(ChooseFormat(OutputFormat::kJsonl, ConsoleWith(true)), OutputFormat::kJsonl);
}

TEST(ChooseStreamFormat, WritesALineOfEachMessageInPipe) {
  EXPECT_EQ(ChooseStreamFormat(OutputFormat::kAutomatic, ConsoleWith(true)), OutputFormat::kText);
  EXPECT_EQ(ChooseStreamFormat(OutputFormat::kAutomatic, ConsoleWith(false)), OutputFormat::kJsonl);
  EXPECT_EQ(ChooseStreamFormat(OutputFormat::kJson, ConsoleWith(true)), OutputFormat::kJson);
}

TEST(CheckOutput, KnowsWhatWasLost) {
  Console console = ConsoleWith(false);
  EXPECT_TRUE(CheckOutput(console).ok());
  std::ofstream full("/dev/full");
  Console lost = {.in = console.in, .out = full, .err = console.err};
  full << "a fact" << std::flush;
  EXPECT_TRUE(absl::IsResourceExhausted(CheckOutput(lost)));
}

TEST(ProcessConsole, HasRoomForText) { EXPECT_GE(ProcessConsole().width_columns, 40); }

}  // namespace
}  // namespace dateline::cli
