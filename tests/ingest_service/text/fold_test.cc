#include "ingest_service/text/fold.h"

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

TEST(Fold, LowersAsciiCase) { EXPECT_EQ(Fold("To LAM"), "to lam"); }

TEST(Fold, StripsMarksOfComposedLetters) { EXPECT_EQ(Fold("Bùi Thanh Sơn"), "bui thanh son"); }

TEST(Fold, StripsCombiningMarks) { EXPECT_EQ(Fold("Vie\u0323\u0302t"), "viet"); }

TEST(Fold, WritesStrokedDAsD) { EXPECT_EQ(Fold("Đà Nẵng đ"), "da nang d"); }

TEST(Fold, FoldsSharpSToTwoLetters) { EXPECT_EQ(Fold("Straße"), "strasse"); }

TEST(Fold, DecomposesCompatibilityForms) { EXPECT_EQ(Fold("\ufb01nance"), "finance"); }

TEST(Fold, ReplacesBytesThatAreNotUtf8) { EXPECT_EQ(Fold("a\xff"), "a\ufffd"); }

TEST(Fold, IsIdempotent) {
  for (const char* text : {"Erdoğan", "İstanbul", "Çavuşoğlu", "Đặng", "ΐ", "ǰ", "日本"}) {
    EXPECT_EQ(Fold(Fold(text)), Fold(text)) << text;
  }
}

TEST(Fold, KeepsEmptyTextEmpty) { EXPECT_EQ(Fold(""), ""); }

}  // namespace
}  // namespace dateline::text
