#include "ingest_service/text/html.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::text {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(ReadHtml, MapsTextBackToThePage) {
  const std::string body = "\uFEFF<p>Tom &amp;\n  <b>Ann</b> left&hellip;</p>";
  const auto document = ReadHtml(body);
  ASSERT_THAT(document, IsOk());
  EXPECT_EQ(document->text, "Tom & Ann left…");
  const auto in_body = [&](absl::string_view words) {
    const auto begin = static_cast<uint32_t>(document->text.find(std::string(words)));
    return Slice(body, document->offsets.ToBody({begin, begin + static_cast<uint32_t>(words.size())}));
  };
  EXPECT_EQ(in_body("&"), "&amp;");
  EXPECT_EQ(in_body("Ann"), "Ann");
  EXPECT_EQ(in_body("…"), "&hellip;");
  EXPECT_EQ(in_body("Tom & Ann"), "Tom &amp;\n  <b>Ann");
}

TEST(ReadHtml, RejectsNestingThatNoArticleHas) {
  std::string body;
  for (int i = 0; i < 100'000; ++i) body += "<div>";
  EXPECT_THAT(ReadHtml(body), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("nested")));
}

TEST(ReadHtml, ReadsAPageWithoutText) {
  const auto document = ReadHtml("<html><body></body></html>");
  ASSERT_THAT(document, IsOk());
  EXPECT_THAT(document->blocks, SizeIs(0));
}

}  // namespace
}  // namespace dateline::text
