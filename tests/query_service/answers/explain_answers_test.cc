#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::ConfirmChange;
using ::dateline::testing::DateOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RetractChange;
using ::dateline::testing::StatusChange;
using ::dateline::testing::SupersedeChange;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ExplainAnswersTest : public testing::AnswerFixture {
 protected:
  static v1::Fact Meeting(const std::string& article) {
    v1::Fact fact =
        FactOf("articles/" + article + "/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/person.ann-lee"},
                                                    {v1::PARTICIPANT_ROLE_ACTOR, "entities/person.jo-maris"}});
    fact.set_article_revision(1);
    fact.mutable_trigger()->set_text("met");
    fact.mutable_evidence()->set_text("They met for talks about the border treaty.");
    *fact.mutable_time()->mutable_earliest() = DateOf(2025, 8, 14);
    *fact.mutable_time()->mutable_latest() = DateOf(2025, 8, 14);
    return fact;
  }

  void Publish(const v1::Fact& fact, const std::string& publisher) {
    v1::Change article = ArticleChange(fact.name().substr(0, fact.name().find("/facts")), publisher);
    v1::Article& added = *article.mutable_article_added()->mutable_article();
    *added.mutable_published() = DateOf(2025, 8, 15);
    added.set_sha256("hash of " + publisher);
    added.set_text_sketch(std::string(96, publisher.empty() ? 'x' : publisher[0]));
    Apply({article, FactChange(fact)});
  }

  v1::ExplainFactResponse Explain(const std::string& article, int64_t at = 0) {
    v1::ExplainFactRequest request;
    request.set_name("articles/" + article + "/facts/1");
    if (at != 0) *request.mutable_consistency() = AtExact(at);
    const auto response = Ask<v1::ExplainFactResponse>(&Answers::ExplainFact, request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::ExplainFactResponse();
  }
};

TEST_F(ExplainAnswersTest, GivesTheFactWithItsArticle) {
  Publish(Meeting("a"), "Post");
  const v1::ExplainFactResponse response = Explain("a");
  EXPECT_EQ(response.testimony().fact().name(), "articles/a/facts/1");
  EXPECT_EQ(response.testimony().article().sha256(), "hash of Post");
  EXPECT_EQ(response.testimony().article().text_sketch(), "");
  ASSERT_THAT(response.versions(), SizeIs(1));
  EXPECT_EQ(response.versions(0).independent_sources(), 1);
  EXPECT_TRUE(response.versions(0).is_asked());
  EXPECT_EQ(response.revision_token(), RevisionToken({"feed", 2}));
}

TEST_F(ExplainAnswersTest, CountsWhoConfirmsItIndependently) {
  Publish(Meeting("a"), "Post");
  Publish(Meeting("b"), "Herald");
  Publish(Meeting("c"), "Herald Online");  // a copy of the Herald's text
  v1::Fact other = Meeting("d");
  other.mutable_participants(1)->set_entity("entities/person.bo-li");
  Publish(other, "Times");
  const v1::ExplainFactResponse response = Explain("a");
  ASSERT_THAT(response.versions(), SizeIs(1));
  EXPECT_EQ(response.versions(0).fact_count(), 3);
  EXPECT_EQ(response.versions(0).independent_sources(), 2);
  EXPECT_EQ(response.versions(0).testimonies(0).article().name(), "articles/a");
  EXPECT_EQ(response.versions(0).testimonies(1).origin(), response.versions(0).testimonies(2).origin());
}

TEST_F(ExplainAnswersTest, PutsTheBestSupportedVersionFirst) {
  Publish(Meeting("a"), "Post");
  for (const char* name : {"b", "c"}) {
    v1::Fact denial = Meeting(name);
    denial.set_negated(true);
    Publish(denial, name);
  }
  const v1::ExplainFactResponse response = Explain("a");
  ASSERT_THAT(response.versions(), SizeIs(2));
  EXPECT_FALSE(response.versions(0).is_asked());
  EXPECT_EQ(response.versions(0).independent_sources(), 2);
  EXPECT_TRUE(response.versions(1).is_asked());
}

TEST_F(ExplainAnswersTest, AnswersAsOfAState) {
  Publish(Meeting("a"), "Post");
  Publish(Meeting("b"), "Herald");
  Apply({RetractChange("articles/b/facts/1")});
  EXPECT_EQ(Explain("a", 2).versions(0).independent_sources(), 1);
  EXPECT_EQ(Explain("a", 4).versions(0).independent_sources(), 2);
  EXPECT_EQ(Explain("a").versions(0).independent_sources(), 1);
}

TEST_F(ExplainAnswersTest, TellsTheHistory) {
  Publish(Meeting("a"), "Post");
  v1::Fact corrected = Meeting("a");
  corrected.set_article_revision(2);
  corrected.set_negated(true);
  v1::Change correction = SupersedeChange(Meeting("a"), corrected);
  correction.mutable_fact_superseded()->set_reason("a wrong day");
  Apply({correction, RetractChange("articles/a/facts/1"), FactChange(corrected)});
  const v1::ExplainFactResponse response = Explain("a");
  ASSERT_THAT(response.history(), SizeIs(4));
  EXPECT_EQ(response.history(0).kind(), v1::FACT_CHANGE_KIND_ADDED);
  EXPECT_EQ(response.history(0).article_revision(), 1);
  EXPECT_EQ(response.history(1).kind(), v1::FACT_CHANGE_KIND_SUPERSEDED);
  EXPECT_EQ(response.history(1).superseded_by(), "articles/a/facts/1");
  EXPECT_EQ(response.history(1).article_revision(), 2);
  EXPECT_EQ(response.history(1).cause(), v1::RETRACTION_CAUSE_CORRECTED);
  EXPECT_EQ(response.history(1).reason(), "a wrong day");
  EXPECT_EQ(response.history(2).kind(), v1::FACT_CHANGE_KIND_RETRACTED);
  EXPECT_EQ(response.history(2).cause(), v1::RETRACTION_CAUSE_CORRECTED);
  EXPECT_EQ(response.history(2).record_time().seconds(), 1'750'000'004);
  EXPECT_EQ(response.history(3).kind(), v1::FACT_CHANGE_KIND_ADDED);
  EXPECT_EQ(response.history(3).revision_token(), RevisionToken({"feed", 5}));
}

TEST_F(ExplainAnswersTest, TellsThatACorrectionConfirmedIt) {
  Publish(Meeting("a"), "Post");
  v1::Fact confirmed = Meeting("a");
  confirmed.set_article_revision(2);
  Apply({ConfirmChange(confirmed)});
  const v1::ExplainFactResponse response = Explain("a");
  ASSERT_THAT(response.history(), SizeIs(2));
  EXPECT_EQ(response.history(1).kind(), v1::FACT_CHANGE_KIND_CONFIRMED);
  EXPECT_EQ(response.history(1).article_revision(), 2);
  EXPECT_EQ(response.history(1).cause(), v1::RETRACTION_CAUSE_UNSPECIFIED);
  EXPECT_EQ(response.history(1).superseded_by(), "");
}

TEST_F(ExplainAnswersTest, TellsANewReadingFromACorrection) {
  v1::Fact reread = Meeting("a");
  reread.set_negated(true);
  v1::Fact renamed = reread;
  renamed.set_name("articles/a/facts/2");
  Publish(Meeting("a"), "Post");
  Apply({SupersedeChange(Meeting("a"), reread), SupersedeChange(reread, renamed)});
  const v1::ExplainFactResponse response = Explain("a");
  ASSERT_THAT(response.history(), SizeIs(3));
  EXPECT_EQ(response.history(0).cause(), v1::RETRACTION_CAUSE_UNSPECIFIED);
  EXPECT_EQ(response.history(1).cause(), v1::RETRACTION_CAUSE_REEXTRACTED);
  EXPECT_EQ(response.history(2).cause(), v1::RETRACTION_CAUSE_REEXTRACTED);
}

TEST_F(ExplainAnswersTest, WhatTookThePlaceOfAnotherFactIsAdded) {
  v1::Fact before = Meeting("a");
  before.set_name("articles/a/facts/0");
  Publish(before, "Post");
  Apply({SupersedeChange(before, Meeting("a"))});
  const v1::ExplainFactResponse response = Explain("a");
  ASSERT_THAT(response.history(), SizeIs(1));
  EXPECT_EQ(response.history(0).kind(), v1::FACT_CHANGE_KIND_ADDED);
}

TEST_F(ExplainAnswersTest, OfARetractedFactTellsWhatItWasAndWhyItEnded) {
  Publish(Meeting("a"), "Post");
  Publish(Meeting("b"), "Herald");
  v1::Change canceled = StatusChange("articles/a", v1::ARTICLE_STATUS_CANCELED);
  canceled.mutable_article_status_changed()->mutable_article()->set_reason("not so");
  v1::Change retracted = RetractChange("articles/a/facts/1");
  retracted.mutable_fact_retracted()->set_cause(v1::RETRACTION_CAUSE_CANCELED);
  retracted.mutable_fact_retracted()->set_reason("not so");
  feed_.Add({canceled, retracted}, 1'760'000'000);
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  const v1::ExplainFactResponse response = Explain("a");
  EXPECT_EQ(response.testimony().fact().name(), "articles/a/facts/1");
  EXPECT_EQ(response.testimony().article().sha256(), "hash of Post");
  EXPECT_EQ(response.testimony().article().status(), v1::ARTICLE_STATUS_UNSPECIFIED);
  EXPECT_EQ(response.versions(0).independent_sources(), 2);
  ASSERT_THAT(response.history(), SizeIs(2));
  EXPECT_EQ(response.history(1).kind(), v1::FACT_CHANGE_KIND_RETRACTED);
  EXPECT_EQ(response.history(1).cause(), v1::RETRACTION_CAUSE_CANCELED);
  EXPECT_EQ(response.history(1).reason(), "not so");
  EXPECT_EQ(response.history(1).record_time().seconds(), 1'760'000'000);
  EXPECT_EQ(response.revision_token(), RevisionToken({"feed", 6}));
}

TEST_F(ExplainAnswersTest, OfASupersededFactNamesWhatTookItsPlace) {
  v1::Fact before = Meeting("a");
  v1::Fact after = Meeting("a");
  after.set_name("articles/a/facts/2");
  Publish(before, "Post");
  v1::Change correction = SupersedeChange(before, after);
  correction.mutable_fact_superseded()->set_reason("a wrong day");
  Apply({correction, RetractChange(after.name())});
  const v1::ExplainFactResponse response = Explain("a");
  EXPECT_EQ(response.testimony().fact().name(), before.name());
  ASSERT_THAT(response.history(), SizeIs(2));
  EXPECT_EQ(response.history(1).superseded_by(), after.name());
  EXPECT_EQ(response.history(1).reason(), "a wrong day");
}

TEST_F(ExplainAnswersTest, OfAPurgedFactKnowsNothing) {
  Publish(Meeting("a"), "Post");
  Apply({RetractChange("articles/a/facts/1"), PurgeChange("articles/a")});
  for (const int64_t at : {0, 2, 3}) {
    v1::ExplainFactRequest request;
    request.set_name("articles/a/facts/1");
    if (at != 0) *request.mutable_consistency() = AtExact(at);
    const auto response = Ask<v1::ExplainFactResponse>(&Answers::ExplainFact, request);
    EXPECT_EQ(errors::Reason(response.status()), "FACT_NOT_FOUND") << at;
  }
}

TEST_F(ExplainAnswersTest, OfNoFactSaysSo) {
  Publish(Meeting("a"), "Post");
  v1::ExplainFactRequest request;
  request.set_name("articles/z/facts/1");
  const auto response = Ask<v1::ExplainFactResponse>(&Answers::ExplainFact, request);
  EXPECT_EQ(errors::Reason(response.status()), "FACT_NOT_FOUND");
}

}  // namespace
}  // namespace dateline::answers
