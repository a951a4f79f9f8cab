#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class EntityAnswersTest : public testing::AnswerFixture {
 protected:
  absl::StatusOr<v1::ListEntitiesResponse> ListEntities(const v1::ListEntitiesRequest& request) {
    return Ask<v1::ListEntitiesResponse>(&Answers::ListEntities, request);
  }
};

TEST_F(EntityAnswersTest, GetEntityGivesNamesOfficesAndCount) {
  v1::Fact office = FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_HOLDER, "entities/son"}});
  office.set_kind(v1::FACT_KIND_OFFICE);
  office.mutable_office()->set_normalized_title("Deputy Prime Minister");
  Apply({EntityChange(EntityOf("entities/son", "Bùi Thanh Sơn", {"Son"})), FactChange(office),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/son"}}))});
  v1::GetEntityRequest request;
  request.set_name("entities/son");
  const auto response = Ask<v1::GetEntityResponse>(&Answers::GetEntity, request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->entity().display_name(), "Bùi Thanh Sơn");
  EXPECT_THAT(response->entity().aliases(), ElementsAre("Son"));
  ASSERT_THAT(response->entity().offices(), SizeIs(1));
  EXPECT_EQ(response->entity().offices(0).normalized_title(), "Deputy Prime Minister");
  EXPECT_EQ(response->fact_count(), 2);
  EXPECT_EQ(response->revision_token(), RevisionToken({"feed", 3}));
}

TEST_F(EntityAnswersTest, GetEntityOfNobodySaysSo) {
  Apply({});
  v1::GetEntityRequest request;
  request.set_name("entities/nobody");
  const auto response = Ask<v1::GetEntityResponse>(&Answers::GetEntity, request);
  EXPECT_EQ(response.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(errors::Reason(response.status()), "ENTITY_NOT_FOUND");
}

TEST_F(EntityAnswersTest, ListEntitiesWalksByNameAtOneState) {
  Apply({EntityChange(EntityOf("entities/c", "C")), EntityChange(EntityOf("entities/a", "A"))});
  v1::ListEntitiesRequest request;
  request.set_page_size(1);
  const auto first = ListEntities(request);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(NamesOf(first->entities()), ElementsAre("entities/a"));
  Apply({EntityChange(EntityOf("entities/b", "B"))});
  request.set_page_token(first->next_page_token());
  const auto second = ListEntities(request);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(NamesOf(second->entities()), ElementsAre("entities/c"));
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_EQ(second->revision_token(), first->revision_token());
}

TEST_F(EntityAnswersTest, ListEntitiesEndsAPageBeforeItIsTooLarge) {
  Apply({EntityChange(EntityOf("entities/a", "A")), EntityChange(EntityOf("entities/b", "B"))});
  AnswerLimits limits;
  limits.max_page_bytes = 1;
  const Answers small_pages(reader_, limits);
  v1::ListEntitiesRequest request;
  const auto first = AskFrom<v1::ListEntitiesResponse>(small_pages, &Answers::ListEntities, request);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(NamesOf(first->entities()), ElementsAre("entities/a"));
  request.set_page_token(first->next_page_token());
  const auto second = AskFrom<v1::ListEntitiesResponse>(small_pages, &Answers::ListEntities, request);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(NamesOf(second->entities()), ElementsAre("entities/b"));
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(EntityAnswersTest, ListEntitiesRefusesATokenOfAnotherQuery) {
  Apply({EntityChange(EntityOf("entities/a", "A")), EntityChange(EntityOf("entities/b", "B"))});
  v1::ListEntitiesRequest request;
  request.set_page_size(1);
  request.set_page_token(ListEntities(request)->next_page_token());
  request.set_country_code("VN");
  EXPECT_EQ(errors::Reason(ListEntities(request).status()), "PAGE_TOKEN_INVALID");
}

TEST_F(EntityAnswersTest, ResolveEntitiesGivesTheBestOnly) {
  Apply({EntityChange(EntityOf("entities/a", "Kim Son")), EntityChange(EntityOf("entities/b", "Son")),
         FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/b"}}))});
  v1::ResolveEntitiesRequest request;
  request.set_text("son");
  request.set_max_results(1);
  const auto response = Ask<v1::ResolveEntitiesResponse>(&Answers::ResolveEntities, request);
  ASSERT_THAT(response, IsOk());
  ASSERT_THAT(response->entities(), SizeIs(1));
  EXPECT_EQ(response->entities(0).entity().name(), "entities/b");
  EXPECT_EQ(response->entities(0).score(), 1);
  EXPECT_EQ(response->entities(0).fact_count(), 1);
}

TEST_F(EntityAnswersTest, GetIndexStatusAnswersBeforeAnythingWasRead) {
  const auto status = answers_.GetIndexStatus();
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->applied_offset(), 0);
  EXPECT_EQ(status->revision_token(), "");
  EXPECT_FALSE(status->has_applied_commit_time());
}

TEST_F(EntityAnswersTest, GetIndexStatusCountsWhatHolds) {
  Apply({ArticleChange("articles/a"), EntityChange(EntityOf("entities/a", "A")),
         FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/1"))});
  const auto status = answers_.GetIndexStatus();
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->article_count(), 1);
  EXPECT_EQ(status->entity_count(), 1);
  EXPECT_EQ(status->fact_count(), 1);
  EXPECT_EQ(status->applied_offset(), 4);
}

}  // namespace
}  // namespace dateline::answers
