#include "ingest_service/text/text_sketch.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ingest_service/text/paragraphs.h"

namespace dateline::text {
namespace {

std::string Sketch(const std::string& text) {
  Document document;
  document.text = text;
  document.blocks = SplitParagraphs(text);
  return SketchText(document);
}

// `count` words that no other `first` has.
std::string Words(int first, int count) {
  std::string words;
  for (int i = 0; i < count; ++i) absl::StrAppend(&words, "w", first + i, " ");
  return words;
}

size_t SameBytes(const std::string& one, const std::string& other) {
  size_t same = 0;
  for (size_t i = 0; i < one.size(); ++i) same += one[i] == other[i];
  return same;
}

TEST(SketchText, LooksAtWordsOnly) {
  const std::string sketch = Sketch("“The Prime Minister left Hà Nội,” he said.");
  EXPECT_EQ(sketch.size(), kTextSketchBytes);
  EXPECT_EQ(Sketch("the prime minister\n\nleft  HA NOI -- he said"), sketch);
}

TEST(SketchText, LeavesOutWhatIsInNoBlock) {
  Document document;
  document.text = "By Ann Lee. She left Oslo today.";
  document.blocks = {{{12, 32}}};
  EXPECT_EQ(SketchText(document), Sketch("She left Oslo today."));
}

TEST(SketchText, SharesBytesAsTextsShareWords) {
  const std::string sketch = Sketch(Words(0, 400));
  // 298 of 498 runs of three words are in both: 57 bytes are expected, 48 to 67 within two standard deviations.
  const size_t same = SameBytes(sketch, Sketch(Words(100, 400)));
  EXPECT_GE(same, 48u);
  EXPECT_LE(same, 67u);
  EXPECT_LE(SameBytes(sketch, Sketch(Words(1000, 400))), 3u);
}

TEST(SketchText, TellsShortTextsApart) {
  EXPECT_EQ(Sketch("Gone."), Sketch("gone"));
  EXPECT_LE(SameBytes(Sketch("Gone."), Sketch("Come.")), 3u);
  EXPECT_EQ(Sketch(" — "), "");
}

// Sketches are compared with those of articles that were stored years ago.
TEST(SketchText, NeverChanges) {
  EXPECT_EQ(absl::BytesToHexString(Sketch("She left Oslo today with Bùi Thanh Sơn.").substr(0, 8)), "8c7e43a53480911d");
}

}  // namespace
}  // namespace dateline::text
