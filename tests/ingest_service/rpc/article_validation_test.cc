#include "ingest_service/rpc/article_validation.h"

#include <functional>

#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::ingest_rpc {
namespace {

v1::Article Good() {
  v1::Article article;
  article.set_name("articles/2025-08-14_phone.call~1");
  article.set_body("Bùi Thanh Sơn met Prak Sokhonn.");
  article.mutable_published()->set_year(2025);
  return article;
}

// What is wrong with a good article after `change`: "REASON field".
std::string Complaint(const std::function<void(v1::Article&)>& change) {
  v1::Article article = Good();
  change(article);
  const absl::Status status = ValidateArticle(article, {});
  return errors::Reason(status) + " " + errors::InvalidField(status);
}

TEST(ValidateArticle, TakesAGoodOne) { EXPECT_TRUE(ValidateArticle(Good(), {}).ok()); }

TEST(ValidateArticle, NamesWhatIsWrong) {
  EXPECT_EQ(Complaint([](auto& a) { a.clear_body(); }), "BODY_EMPTY article.body");
  EXPECT_EQ(Complaint([](auto& a) { a.set_body(" \t\n"); }), "BODY_EMPTY article.body");
  EXPECT_EQ(Complaint([](auto& a) { a.set_body("a\xc3"); }), "BODY_NOT_UTF8 article.body");
  EXPECT_EQ(Complaint([](auto& a) { a.set_body(std::string(1048577, 'a')); }), "BODY_TOO_LARGE article.body");
  EXPECT_EQ(Complaint([](auto& a) { a.set_name("article/a"); }), "NAME_INVALID article.name");
  EXPECT_EQ(Complaint([](auto& a) { a.set_title(std::string(4097, 'a')); }), "FIELD_INVALID article.title");
  EXPECT_EQ(Complaint([](auto& a) { a.set_url(std::string(4097, 'a')); }), "FIELD_INVALID article.url");
  EXPECT_EQ(Complaint([](auto& a) { a.set_publisher(std::string(257, 'a')); }), "FIELD_INVALID article.publisher");
  EXPECT_EQ(Complaint([](auto& a) { a.set_byline(std::string(257, 'a')); }), "FIELD_INVALID article.byline");
  EXPECT_EQ(Complaint([](auto& a) { a.set_language("vi"); }), "FIELD_INVALID article.language");
  EXPECT_EQ(Complaint([](auto& a) { a.set_media_type("application/pdf"); }), "FIELD_INVALID article.media_type");
  EXPECT_EQ(Complaint([](auto& a) { a.set_status(static_cast<v1::ArticleStatus>(99)); }),
            "ENUM_UNKNOWN article.status");
}

TEST(ValidateArticle, NamesEveryFieldThatIsWrong) {
  v1::Article article = Good();
  article.clear_body();
  article.set_language("vi");
  article.set_media_type("application/pdf");
  const absl::Status status = ValidateArticle(article, {});
  EXPECT_EQ(errors::Reason(status), "BODY_EMPTY");
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(payload.has_value() && bad_request.ParseFromString(std::string(*payload)));
  ASSERT_EQ(bad_request.field_violations_size(), 3);
  EXPECT_EQ(bad_request.field_violations(0).field(), "article.body");
  EXPECT_EQ(bad_request.field_violations(1).field(), "article.language");
  EXPECT_EQ(bad_request.field_violations(2).field(), "article.media_type");
}

bool TakesDate(int year, int month, int day) {
  v1::Article article = Good();
  article.mutable_published()->set_year(year);
  article.mutable_published()->set_month(month);
  article.mutable_published()->set_day(day);
  return ValidateArticle(article, {}).ok();
}

TEST(ValidateArticle, TakesDatesThatAreKnownInPart) {
  EXPECT_TRUE(TakesDate(0, 0, 0));
  EXPECT_TRUE(TakesDate(2025, 0, 0));
  EXPECT_TRUE(TakesDate(2025, 8, 0));
  EXPECT_TRUE(TakesDate(0, 2, 29));
}

TEST(ValidateArticle, RefusesDatesThatTheCalendarDoesNotHave) {
  EXPECT_TRUE(TakesDate(2024, 2, 29));
  EXPECT_FALSE(TakesDate(2025, 2, 29));
  EXPECT_FALSE(TakesDate(2025, 13, 1));
  EXPECT_FALSE(TakesDate(2025, 0, 1));
  EXPECT_FALSE(TakesDate(10000, 1, 1));
  EXPECT_FALSE(TakesDate(-1, 1, 1));
  EXPECT_FALSE(TakesDate(2025, 1, -1));
  EXPECT_TRUE(TakesDate(2025, 12, 31));
}

TEST(ValidateArticleName, HoldsTheForm) {
  EXPECT_TRUE(ValidateArticleName("articles/" + std::string(128, 'a'), "name").ok());
  for (const std::string& bad : {std::string(), std::string("articles/"), std::string("articles/a/b"),
                                 std::string("articles/ă"), "articles/" + std::string(129, 'a')}) {
    EXPECT_EQ(errors::Reason(ValidateArticleName(bad, "name")), "NAME_INVALID") << bad;
  }
}

TEST(ValidateRequestId, TakesPrintableAsciiOrNothing) {
  EXPECT_TRUE(ValidateRequestId("").ok());
  EXPECT_TRUE(ValidateRequestId("b7 c!~").ok());
  for (const std::string& bad : {std::string("a\nb"), std::string("ă"), std::string(129, 'a')}) {
    EXPECT_EQ(errors::InvalidField(ValidateRequestId(bad)), "request_id");
  }
}

}  // namespace
}  // namespace dateline::ingest_rpc
