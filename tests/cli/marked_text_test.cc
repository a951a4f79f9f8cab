#include "cli/marked_text.h"

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

constexpr TextLayout kPipe = {.width_columns = 20, .terminal = false};
constexpr TextLayout kTerminal = {.width_columns = 20, .terminal = true};

TEST(LayOutMarkedText, PutsTildesUnderMarkedWords) {
  EXPECT_EQ(LayOutMarkedText("Son met him", {{4, 7}}, 2, kPipe),
            "  Son met him\n"
            "      ~~~\n");
}

TEST(LayOutMarkedText, UnderlinesOnTerminal) {
  EXPECT_EQ(LayOutMarkedText("Son met him", {{4, 7}}, 0, kTerminal), "Son \x1b[1;4mmet\x1b[0m him\n");
}

TEST(LayOutMarkedText, HasAStyleForEachKindOfMark) {
  const std::vector<Mark> marks = {{0, 3, Style::kWho}, {4, 7}, {8, 10, Style::kWhere}, {11, 13, Style::kDim}};
  EXPECT_EQ(LayOutMarkedText("Son met he so", marks, 0, kTerminal),
            "\x1b[36mSon\x1b[0m \x1b[1;4mmet\x1b[0m \x1b[32mhe\x1b[0m \x1b[2mso\x1b[0m\n");
  EXPECT_EQ(LayOutMarkedText("Son met he so", marks, 0, kPipe),
            "Son met he so\n"
            "--- ~~~ --\n");
}

TEST(LayOutMarkedText, ShowsTheLastStyleOfWordsWithSeveral) {
  EXPECT_EQ(LayOutMarkedText("Prime Minister Son", {{0, 18, Style::kWho}, {0, 14}}, 0, kPipe),
            "Prime Minister Son\n"
            "~~~~~~~~~~~~~~----\n");
}

TEST(LayOutMarkedText, AlignsTildesBehindDiacritics) {
  EXPECT_EQ(LayOutMarkedText("Sơn met", {{5, 8}}, 0, kPipe),
            "Sơn met\n"
            "    ~~~\n");
}

TEST(LayOutMarkedText, CarriesMarkOverLineBreak) {
  EXPECT_EQ(LayOutMarkedText("they held a long phone call", {{5, 27}}, 0, kPipe),
            "they held a long\n"
            "     ~~~~~~~~~~~\n"
            "phone call\n"
            "~~~~~~~~~~\n");
}

TEST(LayOutMarkedText, MarksPartOfWord) {
  EXPECT_EQ(LayOutMarkedText("(met)", {{1, 4}}, 0, kPipe),
            "(met)\n"
            " ~~~\n");
}

TEST(LayOutMarkedText, JoinsLinesOfTheSource) { EXPECT_EQ(LayOutMarkedText("a\n  b\tc", {}, 0, kPipe), "a b c\n"); }

TEST(LayOutMarkedText, KeepsLongWordWhole) {
  EXPECT_EQ(LayOutMarkedText("a articles/0123456789abcdef b", {}, 0, kPipe), "a\narticles/0123456789abcdef\nb\n");
}

TEST(LayOutMarkedText, GivesNothingForNothing) { EXPECT_EQ(LayOutMarkedText("", {}, 4, kPipe), ""); }

TEST(Bold, IsPlainInPipe) {
  EXPECT_EQ(Bold("x", kPipe), "x");
  EXPECT_EQ(Bold("x", kTerminal), "\x1b[1mx\x1b[0m");
}

TEST(Dim, IsPlainInPipe) {
  EXPECT_EQ(Dim("x", kPipe), "x");
  EXPECT_EQ(Dim("x", kTerminal), "\x1b[2mx\x1b[0m");
}

}  // namespace
}  // namespace dateline::cli
