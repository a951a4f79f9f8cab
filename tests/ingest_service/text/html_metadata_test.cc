#include "ingest_service/text/html_metadata.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/ingest_service/text/html_testing.h"

namespace dateline::text {
namespace {

Document Read(const std::string& body) {
  const Page page(body);
  Document document;
  ReadHtmlMetadata(page.root(), &document);
  return document;
}

TEST(ReadHtmlMetadata, PrefersJsonLd) {
  EXPECT_EQ(Read("<title>B</title><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": "
                 "\"A\"}</script>")
                .title,
            "A");
}

TEST(ReadHtmlMetadata, ReadsMeta) {
  const Document document = Read(
      "<meta property='og:title' content='Ministers meet'><meta property='og:site_name' content='The Paper'>"
      "<meta property='article:published_time' content='2025-08-16T09:00:00Z'><meta name='author' content='Ann Lee'>"
      "<link rel=canonical href='https://paper.example/1'>");
  EXPECT_EQ(document.title, "Ministers meet");
  EXPECT_EQ(document.publisher, "The Paper");
  EXPECT_EQ(document.published, absl::CivilDay(2025, 8, 16));
  EXPECT_EQ(document.byline, "Ann Lee");
  EXPECT_EQ(document.url, "https://paper.example/1");
}

TEST(ReadHtmlMetadata, FallsBackToTheVisibleElements) {
  const Document document = Read(
      "<title>Ministers meet - The Paper</title><h1>Ministers <i>meet</i></h1><time "
      "datetime='2025-08-16'>Saturday</time>");
  EXPECT_EQ(document.title, "Ministers meet");
  EXPECT_EQ(document.published, absl::CivilDay(2025, 8, 16));
}

TEST(ReadHtmlMetadata, KnowsNothingOfAnEmptyPage) {
  const Document document = Read("");
  EXPECT_EQ(document.title + document.publisher + document.url + document.byline, "");
  EXPECT_EQ(document.published, std::nullopt);
}

}  // namespace
}  // namespace dateline::text
