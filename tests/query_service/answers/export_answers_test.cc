#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::testing::ElementsAre;

class ExportAnswersTest : public testing::AnswerFixture {
 protected:
  absl::StatusOr<v1::ExportFactsResponse> Export(const v1::ExportFactsRequest& request) {
    return Ask<v1::ExportFactsResponse>(&Answers::ExportFacts, request);
  }
};

TEST_F(ExportAnswersTest, GivesWhatMatchesAtTheStateAsked) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/b/facts/1")),
         FactChange(FactOf("articles/a/facts/2"))});
  v1::ExportFactsRequest request;
  request.mutable_filter()->set_article("articles/a");
  auto response = Export(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(NamesOf(response->facts()), ElementsAre("articles/a/facts/2", "articles/a/facts/1"));
  *request.mutable_consistency() = AtExact(1);
  response = Export(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(NamesOf(response->facts()), ElementsAre("articles/a/facts/1"));
  EXPECT_EQ(response->resume_token(), "");
}

TEST_F(ExportAnswersTest, ShowsTheViewAsked) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  fact.mutable_evidence()->set_text("They met.");
  Apply({FactChange(fact)});
  v1::ExportFactsRequest request;
  request.set_view(v1::FACT_VIEW_BASIC);
  const auto response = Export(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_FALSE(response->facts(0).has_evidence());
}

TEST_F(ExportAnswersTest, GivesWhatSoManySourcesSay) {
  std::vector<v1::Change> changes;
  for (const std::string article : {"articles/a", "articles/b", "articles/c"}) {
    v1::Fact fact = FactOf(article + "/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/lee"}});
    fact.mutable_trigger()->set_text("met");
    fact.mutable_evidence()->set_text("They met for talks about the border treaty.");
    fact.set_negated(article == "articles/c");
    changes.push_back(ArticleChange(article, "Publisher of " + article));
    changes.push_back(FactChange(fact));
  }
  Apply(changes);
  v1::ExportFactsRequest request;
  request.mutable_filter()->set_min_independent_sources(2);
  const auto response = Export(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(NamesOf(response->facts()), ElementsAre("articles/b/facts/1", "articles/a/facts/1"));
}

TEST_F(ExportAnswersTest, ATokenOfAnotherExportIsWrong) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  v1::ExportFactsRequest request;
  request.set_resume_token("x");
  const absl::Status status = Export(request).status();
  EXPECT_EQ(errors::Reason(status), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(errors::InvalidField(status), "resume_token");
}

}  // namespace
}  // namespace dateline::answers
