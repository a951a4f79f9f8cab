#include "ingest_service/text/reader.h"

#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/text/utf8.h"
#include "tests/testing/status_matchers.h"

namespace dateline::text {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// What holds of every document.
void CheckDocument(const Document& document, absl::string_view body) {
  uint32_t last_end = 0, last_body_end = 0;
  for (const Block& block : document.blocks) {
    ASSERT_LE(last_end, block.span.begin_byte);
    ASSERT_LT(block.span.begin_byte, block.span.end_byte);
    ASSERT_LE(block.span.end_byte, document.text.size());
    EXPECT_EQ(FindInvalidUtf8(Slice(document.text, block.span)), std::nullopt);
    const Span in_body = document.offsets.ToBody(block.span);
    ASSERT_LE(last_body_end, in_body.begin_byte);
    ASSERT_LE(in_body.end_byte, body.size());
    EXPECT_EQ(FindInvalidUtf8(Slice(body, in_body)), std::nullopt);
    last_end = block.span.end_byte;
    last_body_end = in_body.end_byte;
  }
}

TEST(ReadArticle, KeepsPlainTextByteForByte) {
  const std::string body = "\uFEFFHÀ NỘI — She left.\r\n";
  const auto document = ReadArticle(body, MediaType::kPlain);
  ASSERT_THAT(document, IsOk());
  ASSERT_THAT(document->blocks, SizeIs(1));
  EXPECT_EQ(document->text, body);
  EXPECT_EQ(Slice(body, document->offsets.ToBody(document->blocks[0].span)), "She left.");
}

TEST(ReadArticle, NamesTheFirstByteThatIsNotUtf8) {
  EXPECT_THAT(ReadArticle("abc\xFF", MediaType::kPlain),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("offset 3")));
}

TEST(ReadArticle, RejectsNothing) {
  EXPECT_THAT(ReadArticle("", MediaType::kPlain), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("empty")));
  EXPECT_THAT(ReadArticle("\uFEFF \n", MediaType::kHtml),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("empty")));
}

TEST(ReadArticle, ReadsHtml) {
  const auto document = ReadArticle("<p>HÀ NỘI &mdash; She left.</p>", MediaType::kHtml);
  ASSERT_THAT(document, IsOk());
  ASSERT_THAT(document->blocks, SizeIs(1));
  EXPECT_EQ(document->dateline_place, "HÀ NỘI");
  EXPECT_EQ(Slice(document->text, document->blocks[0].span), "She left.");
}

TEST(ReadArticle, HoldsItsInvariantsOnAnyText) {
  const std::vector<std::string> pieces = {
      "<p>", "</p>", "<div class=ad>", "</div>", "<table>", "<td>", "&amp;", "&notit;",  "&#0;",  "&",
      "<",   "é",    "\r\n",           "\n\n",   " ",       "word", "The ",  "—",        "(AP) ", ". ",
      "<b>", "</b>", "<a href='x'>",   "</a>",   "<!--",    "-->",  "<br>",  "\xC2\xA0", "<h1>",  "2025-01-02"};
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string body = "A";
    for (int length = random() % 40; length > 0; --length) body += pieces[random() % pieces.size()];
    for (const MediaType media_type : {MediaType::kPlain, MediaType::kHtml}) {
      const auto document = ReadArticle(body, media_type);
      ASSERT_THAT(document, IsOk()) << body;
      CheckDocument(*document, body);
      if (HasFatalFailure()) FAIL() << body;
    }
  }
}

TEST(SniffMediaType, KnowsHtmlByItsBeginning) {
  EXPECT_EQ(SniffMediaType("\uFEFF \n<!DOCTYPE HTML>"), MediaType::kHtml);
  EXPECT_EQ(SniffMediaType("<html lang=vi>"), MediaType::kHtml);
  EXPECT_EQ(SniffMediaType("a < b"), MediaType::kPlain);
  EXPECT_EQ(SniffMediaType(""), MediaType::kPlain);
}

}  // namespace
}  // namespace dateline::text
