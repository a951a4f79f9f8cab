#include "query_service/watches/watch_position.h"

#include "gtest/gtest.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"

namespace dateline::watches {
namespace {

using ::dateline::testing::IsOk;

v1::WatchFactsRequest Request(const std::string& article = "articles/a") {
  v1::WatchFactsRequest request;
  request.mutable_filter()->set_article(article);
  return request;
}

TEST(WatchToken, GivesThePositionBack) {
  v1::WatchFactsRequest request = Request();
  const WatchPosition position{"feed", 7, 9, {8, 3}, "page"};
  request.set_resume_token(WatchToken(request, position));
  request.set_bookmark_interval_ms(500);  // may be another
  const auto parsed = ParseWatchToken(request);
  ASSERT_THAT(parsed, IsOk());
  EXPECT_EQ(*parsed, position);
}

TEST(WatchToken, ServesOnlyItsWatch) {
  v1::WatchFactsRequest other = Request("articles/b");
  other.set_resume_token(WatchToken(Request(), {"feed", 7, 0, {}, ""}));
  EXPECT_EQ(errors::InvalidField(ParseWatchToken(other).status()), "resume_token");
}

TEST(WatchToken, NoticesDamage) {
  v1::WatchFactsRequest request = Request();
  for (const std::string& token : {std::string("x"), WatchToken(request, {"feed", 7, 7, {}, ""}),
                                   WatchToken(request, {"feed", 7, 9, {}, ""}).substr(1)}) {
    request.set_resume_token(token);
    EXPECT_EQ(errors::Reason(ParseWatchToken(request).status()), "PAGE_TOKEN_INVALID") << token;
  }
}

}  // namespace
}  // namespace dateline::watches
