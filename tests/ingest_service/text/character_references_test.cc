#include "ingest_service/text/character_references.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

// "copied|[source of an expansion]|..."
std::string Align(absl::string_view text, absl::string_view source) {
  std::string written;
  for (const AlignedPiece& piece : AlignWithSource(text, source)) {
    if (!written.empty()) written += '|';
    const std::string from(source.substr(piece.source_begin, piece.source_bytes));
    written += piece.copied ? from : "[" + from + "]";
  }
  return written;
}

TEST(AlignWithSource, CopiesPlainText) { EXPECT_EQ(Align("plain é", "plain é"), "plain é"); }

TEST(AlignWithSource, ExpandsReferences) {
  EXPECT_EQ(Align("a&b", "a&amp;b"), "a|[&amp;]|b");
  EXPECT_EQ(Align("é–", "&eacute;&#8211;"), "[&eacute;]|[&#8211;]");
  EXPECT_EQ(Align("<>", "&lt;&gt;"), "[&lt;]|[&gt;]");
}

TEST(AlignWithSource, KnowsAnEscapedReference) { EXPECT_EQ(Align("&amp;x", "&amp;amp;x"), "[&amp;]|amp;x"); }

TEST(AlignWithSource, CopiesABareAmpersand) {
  EXPECT_EQ(Align("R&D", "R&D"), "R|&D");
  EXPECT_EQ(Align("a & b", "a & b"), "a |& b");
}

TEST(AlignWithSource, FindsTheEndOfAnOldReference) { EXPECT_EQ(Align("©2025", "&copy2025"), "[&copy]|2025"); }

TEST(AlignWithSource, NormalizesLineBreaks) { EXPECT_EQ(Align("a\nb", "a\r\nb"), "a|[\r\n]|b"); }

TEST(AlignWithSource, SkipsIgnoredTags) { EXPECT_EQ(Align("ab", "a</bogus>b"), "a|b"); }

TEST(AlignWithSource, GivesUpInOnePiece) { EXPECT_EQ(Align("xyz", "abc"), "[abc]"); }

}  // namespace
}  // namespace dateline::text
