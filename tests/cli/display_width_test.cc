#include "cli/display_width.h"

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

TEST(DisplayWidth, CountsComposedLettersOnce) { EXPECT_EQ(DisplayWidth("Bùi Thanh Sơn"), 13); }

TEST(DisplayWidth, CountsCombiningMarksAsNothing) { EXPECT_EQ(DisplayWidth("e\u0301"), 1); }

TEST(DisplayWidth, CountsWideCharactersTwice) { EXPECT_EQ(DisplayWidth("東京"), 4); }

TEST(DisplayWidth, SurvivesBrokenUtf8) { EXPECT_EQ(DisplayWidth("a\xff"), 2); }

TEST(PadRight, FillsByDisplayWidth) { EXPECT_EQ(PadRight("Sơn", 5), "Sơn  "); }

TEST(PadRight, KeepsLongText) { EXPECT_EQ(PadRight("Hanoi", 3), "Hanoi"); }

}  // namespace
}  // namespace dateline::cli
