#include "ingest_service/fact_log/article_changer.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::ExpectSoundFeed;
using ::dateline::testing::IsOk;
using ::dateline::testing::ParsedChange;
using ::dateline::testing::SampleEntity;
using ::dateline::testing::SampleFact;
using ::dateline::testing::SampleWrite;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ArticleChangerTest = testing::FactLogFixture;

// `articles/a` with another body and the facts of these ids.
ArticleWrite Corrected(const std::vector<std::string>& fact_ids) {
  ArticleWrite write = SampleWrite("a", 0, "Corrected body");
  write.article.set_reason("a wrong figure");
  for (const std::string& id : fact_ids) {
    write.facts.push_back(SampleFact("articles/a", id));
    write.facts.back().mutable_evidence()->set_text(absl::StrCat("Words of ", id));
  }
  return write;
}

TEST_F(ArticleChangerTest, ConfirmsRetractsAndAddsFacts) {
  ArticleWrite first = SampleWrite("a", 0);
  first.facts = Corrected({"stays", "goes"}).facts;
  first.facts[1].mutable_evidence()->set_text("Something else entirely");
  ASSERT_THAT(Append(first), IsOk());
  const int64_t before = log_->Head().offset;
  const auto changed = Correct(Corrected({"comes", "stays"}));
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->article.revision(), 2);
  EXPECT_EQ(changed->article.reason(), "a wrong figure");
  ASSERT_THAT(changed->changes, SizeIs(3));
  EXPECT_EQ(changed->changes[0].kind(), v1::FACT_CHANGE_KIND_ADDED);
  EXPECT_EQ(changed->changes[1].kind(), v1::FACT_CHANGE_KIND_CONFIRMED);
  EXPECT_EQ(changed->changes[1].after().article_revision(), 2);
  EXPECT_EQ(changed->changes[2].kind(), v1::FACT_CHANGE_KIND_RETRACTED);
  EXPECT_THAT(Kinds(before), ElementsAre(v1::Change::kArticleAdded, v1::Change::kFactAdded, v1::Change::kFactConfirmed,
                                         v1::Change::kFactRetracted));
  EXPECT_EQ(ParsedChange(Changes().back()).fact_retracted().reason(), "a wrong figure");
  EXPECT_EQ(ParsedChange(Changes().back()).fact_retracted().cause(), v1::RETRACTION_CAUSE_CORRECTED);
  EXPECT_EQ(log_->reader().ReadArticle("articles/a")->body(), "Corrected body");
  ExpectSoundFeed(Changes(), log_->Head());
}

TEST_F(ArticleChangerTest, SupersedesAFactToldOtherwise) {
  ArticleWrite first = SampleWrite("a", 0);
  first.facts = Corrected({"x"}).facts;
  ASSERT_THAT(Append(first), IsOk());
  const auto changed = Correct(Corrected({"y"}));
  ASSERT_THAT(changed, IsOk());
  EXPECT_THAT(changed->changes, SizeIs(1));
  const v1::FactSuperseded superseded = ParsedChange(Changes().back()).fact_superseded();
  EXPECT_EQ(superseded.before().name(), "articles/a/facts/x");
  EXPECT_EQ(superseded.after().name(), "articles/a/facts/y");
  EXPECT_EQ(superseded.reason(), "a wrong figure");
}

TEST_F(ArticleChangerTest, LeavesAnArticleAsItIsWhenNothingIsCorrected) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  const int64_t before = log_->Head().offset;
  const auto changed = Correct(SampleWrite("a"));
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->article.revision(), 1);
  EXPECT_THAT(changed->changes, IsEmpty());
  EXPECT_EQ(log_->Head().offset, before);
}

TEST_F(ArticleChangerTest, GivesARepeatedCorrectionItsFirstAnswer) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ArticleWrite correction = Corrected({"x"});
  correction.request_id = "request-1";
  correction.request_digest = "digest";
  const auto first = Correct(correction);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Correct(Corrected({})), IsOk());
  const int64_t before = log_->Head().offset;
  const auto second = Correct(correction);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->article.SerializeAsString(), first->article.SerializeAsString());
  ASSERT_THAT(second->changes, SizeIs(first->changes.size()));
  EXPECT_EQ(second->changes[0].SerializeAsString(), first->changes[0].SerializeAsString());
  EXPECT_EQ(log_->Head().offset, before);
  correction.request_digest = "another";
  EXPECT_EQ(errors::Reason(Correct(correction).status()), "REQUEST_ID_REUSED");
}

TEST_F(ArticleChangerTest, GivesARepeatedIngestionItsFirstAnswerAfterACorrection) {
  ArticleWrite write = SampleWrite("a");
  write.request_id = "request-1";
  write.request_digest = "digest";
  const auto first = Append(write);
  ASSERT_THAT(Correct(Corrected({"x"})), IsOk());
  const auto second = Append(write);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->article.SerializeAsString(), first->article.SerializeAsString());
  EXPECT_THAT(second->facts, SizeIs(2));
}

TEST_F(ArticleChangerTest, RefusesAStaleEtagAndTakesTheLast) {
  const auto stored = Append(SampleWrite("a"));
  ArticleWrite correction = Corrected({"x"});
  correction.etag = stored->article.etag();
  const auto changed = Correct(correction);
  ASSERT_THAT(changed, IsOk());
  const auto refused = Retract({.name = "articles/a", .etag = stored->article.etag()});
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(errors::Reason(refused.status()), "ETAG_MISMATCH");
  EXPECT_EQ(log_->reader().ReadArticle("articles/a")->etag(), changed->article.etag());
  EXPECT_THAT(Retract({.name = "articles/a", .etag = changed->article.etag()}), IsOk());
}

TEST_F(ArticleChangerTest, RefusesAnArticleThatIsNotThere) {
  EXPECT_EQ(errors::Reason(Correct(SampleWrite("a")).status()), "ARTICLE_NOT_FOUND");
  EXPECT_EQ(errors::Reason(Retract({.name = "articles/a"}).status()), "ARTICLE_NOT_FOUND");
}

TEST_F(ArticleChangerTest, RetractsEveryFactOfACanceledArticleAndKeepsTheReason) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  const int64_t before = log_->Head().offset;
  const auto changed = Retract({.name = "articles/a", .reason = "invented"});
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->article.status(), v1::ARTICLE_STATUS_CANCELED);
  EXPECT_THAT(changed->changes, SizeIs(2));
  EXPECT_THAT(Kinds(before), ElementsAre(v1::Change::kArticleStatusChanged, v1::Change::kEntityRemoved,
                                         v1::Change::kFactRetracted, v1::Change::kFactRetracted));
  const auto article = log_->reader().ReadArticle("articles/a");
  EXPECT_EQ(article->reason(), "invented");
  EXPECT_EQ(article->revision(), 1);
  EXPECT_EQ(article->body(), "Body of a");
  const auto again = Retract({.name = "articles/a", .reason = "another"});
  EXPECT_EQ(again->article.reason(), "invented");
  EXPECT_THAT(again->changes, IsEmpty());
}

TEST_F(ArticleChangerTest, ReinstatesACanceledArticle) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ASSERT_THAT(Retract({.name = "articles/a"}), IsOk());
  const auto changed = Correct(SampleWrite("a"));
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->article.status(), v1::ARTICLE_STATUS_USABLE);
  EXPECT_EQ(changed->article.revision(), 1);
  ASSERT_THAT(changed->changes, SizeIs(2));
  EXPECT_EQ(changed->changes[0].kind(), v1::FACT_CHANGE_KIND_ADDED);
}

TEST_F(ArticleChangerTest, HoldsTheFactsOfAWithheldArticleBackUntilItIsUsable) {
  ArticleWrite withheld = SampleWrite("a");
  withheld.article.set_status(v1::ARTICLE_STATUS_WITHHELD);
  EXPECT_THAT(Append(withheld)->facts, IsEmpty());
  EXPECT_THAT(Kinds(), ElementsAre(v1::Change::kArticleAdded));
  EXPECT_THAT(Correct(SampleWrite("a"))->changes, SizeIs(2));
  const auto held = Correct(withheld);
  ASSERT_THAT(held->changes, SizeIs(2));
  EXPECT_EQ(ParsedChange(Changes().back()).fact_retracted().cause(), v1::RETRACTION_CAUSE_WITHHELD);
}

TEST_F(ArticleChangerTest, ConfirmsWhatAnotherExtractorReadsTheSame) {
  const auto stored = Append(SampleWrite("a"));
  const int64_t before = log_->Head().offset;
  ArticleWrite read = SampleWrite("a");
  read.etag = stored->article.etag();
  EXPECT_THAT(Reread(read)->changes, IsEmpty());
  EXPECT_EQ(log_->Head().offset, before);
  for (v1::Fact& fact : read.facts) fact.set_extractor("dateline/9");
  EXPECT_THAT(Reread(read), IsOk());
  EXPECT_THAT(Kinds(before), ElementsAre(v1::Change::kFactConfirmed, v1::Change::kFactConfirmed));
  read.facts.pop_back();
  EXPECT_THAT(Reread(read), IsOk());
  EXPECT_EQ(ParsedChange(Changes().back()).fact_retracted().cause(), v1::RETRACTION_CAUSE_REEXTRACTED);
}

TEST_F(ArticleChangerTest, LeavesACanceledArticleUnread) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ArticleWrite read = SampleWrite("a");
  read.etag = Retract({.name = "articles/a"})->article.etag();
  EXPECT_THAT(Reread(read)->changes, IsEmpty());
}

}  // namespace
}  // namespace dateline::fact_log
