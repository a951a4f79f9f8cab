#include "ingest_service/text/wire_copy.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/text/paragraphs.h"

namespace dateline::text {
namespace {

using ::testing::ElementsAre;

Document Read(const std::string& text) {
  Document document;
  document.text = text;
  document.blocks = SplitParagraphs(text);
  ReadWireCopy(document);
  return document;
}

std::vector<std::string> Texts(const Document& document) {
  std::vector<std::string> texts;
  for (const Block& block : document.blocks) texts.emplace_back(Slice(document.text, block.span));
  return texts;
}

TEST(ReadWireCopy, ReadsADatePrefix) {
  const Document document = Read(" date 2025-08-16 Agreeing with Lee, she left.");
  EXPECT_EQ(document.published, absl::CivilDay(2025, 8, 16));
  EXPECT_THAT(Texts(document), ElementsAre("Agreeing with Lee, she left."));
}

TEST(ReadWireCopy, ReadsADateLine) {
  const Document document = Read("Friday, January 4, 2019\n\nShe left.");
  EXPECT_EQ(document.published, absl::CivilDay(2019, 1, 4));
  EXPECT_THAT(Texts(document), ElementsAre("She left."));
}

TEST(ReadWireCopy, ReadsHeadlineBylineAndDateline) {
  const Document document = Read("Minister leaves\nBy Ann Lee\nPublished: 16 August 2025\n\nHÀ NỘI — She left.");
  EXPECT_EQ(document.title, "Minister leaves");
  EXPECT_EQ(document.byline, "Ann Lee");
  EXPECT_EQ(document.dateline_place, "HÀ NỘI");
  EXPECT_EQ(document.published, absl::CivilDay(2025, 8, 16));
  EXPECT_THAT(Texts(document), ElementsAre("Minister leaves", "She left."));
}

TEST(ReadWireCopy, ReadsTheSignature) {
  const Document document = Read("She left. — VNS");
  EXPECT_EQ(document.byline, "VNS");
  EXPECT_THAT(Texts(document), ElementsAre("She left."));
}

TEST(ReadWireCopy, ReadsClosingLines) {
  const Document document = Read("She left.\n\nViet Nam News\n\nAsia News Network");
  EXPECT_EQ(document.byline, "Viet Nam News");
  EXPECT_THAT(Texts(document), ElementsAre("She left."));
}

TEST(ReadWireCopy, KeepsWhatIsAlreadyKnown) {
  Document document;
  document.text = "January 4, 2019\nShe left.";
  document.blocks = SplitParagraphs(document.text);
  document.published = absl::CivilDay(2020, 2, 2);
  ReadWireCopy(document);
  EXPECT_EQ(document.published, absl::CivilDay(2020, 2, 2));
}

TEST(ReadWireCopy, LeavesATextThatBeginsInMidSentenceWhole) {
  EXPECT_THAT(Texts(Read("and the two sides agreed.\n\nThey left.")),
              ElementsAre("and the two sides agreed.", "They left."));
}

TEST(ReadWireCopy, LeavesALoneDateNothingToRead) { EXPECT_THAT(Texts(Read("January 4, 2019")), ElementsAre()); }

}  // namespace
}  // namespace dateline::text
