#include "query_service/answers/claim_candidates.h"

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::DateOf;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;
using ::testing::ElementsAre;

constexpr auto kActor = v1::PARTICIPANT_ROLE_ACTOR;
constexpr int32_t kPublished = 20314;  // 2025-08-14

class ClaimCandidatesTest : public testing::AnswerFixture {
 protected:
  // An article with one fact, published in August 2025.
  void AddFact(v1::Fact fact, int day) {
    v1::Change article = ArticleChange("articles/" + std::to_string(++added_));
    *article.mutable_article_added()->mutable_article()->mutable_published() = DateOf(2025, 8, day);
    fact.set_name("articles/" + std::to_string(added_) + "/facts/1");
    Apply({article, FactChange(fact)});
  }

  std::vector<std::string> Find(const v1::Fact& fact, std::optional<int32_t> published = kPublished,
                                size_t limit = 100) {
    const ReadState state = OpenNewest();
    const auto found = FindClaimCandidates(state, fact, published, limit, absl::InfiniteFuture());
    EXPECT_THAT(found, IsOk());
    std::vector<std::string> articles;
    for (const segments::FactPlace& place : found->facts) {
      v1::Fact candidate;
      candidate.ParseFromString(*place.ReadBytes());
      articles.push_back(candidate.name().substr(9, 1));
    }
    if (found->is_incomplete) articles.push_back("more");
    return articles;
  }

  int added_ = 0;
};

TEST_F(ClaimCandidatesTest, ShareAParticipantTheTypeAndTheDays) {
  const v1::Fact meeting = FactOf("", {{kActor, "entities/lee"}, {kActor, "entities/maris"}});
  AddFact(FactOf("", {{kActor, "entities/lee"}}), 12);
  AddFact(FactOf("", {{kActor, "entities/li"}}), 12);
  AddFact(FactOf("", {{kActor, "entities/maris"}}), 30);
  v1::Fact agreement = meeting;
  agreement.set_event_type(v1::EVENT_TYPE_AGREE);
  AddFact(agreement, 12);
  EXPECT_THAT(Find(meeting), ElementsAre("1"));
  EXPECT_THAT(Find(meeting, std::nullopt), ElementsAre("3", "1"));
}

TEST_F(ClaimCandidatesTest, MayBeToldLaterOfTheSameDay) {
  v1::Fact meeting = FactOf("", {{kActor, "entities/lee"}});
  *meeting.mutable_time()->mutable_earliest() = DateOf(2025, 1, 3);
  *meeting.mutable_time()->mutable_latest() = DateOf(2025, 1, 3);
  AddFact(meeting, 30);
  EXPECT_THAT(Find(meeting), ElementsAre("1"));
}

TEST_F(ClaimCandidatesTest, KnowWhoStandsForWhom) {
  Apply({MergeChange(EntityOf("entities/annlee", "Ann Lee"), "entities/lee")});
  AddFact(FactOf("", {{kActor, "entities/annlee"}}), 12);
  EXPECT_THAT(Find(FactOf("", {{kActor, "entities/lee"}})), ElementsAre("1"));
}

TEST_F(ClaimCandidatesTest, OfAnOfficeAreItsHolderWheneverAndItsSeatAboutThen) {
  v1::Fact office =
      FactOf("", {{v1::PARTICIPANT_ROLE_HOLDER, "entities/lee"}, {v1::PARTICIPANT_ROLE_COUNTRY, "entities/no"}});
  office.set_kind(v1::FACT_KIND_OFFICE);
  office.clear_event_type();
  v1::Fact successor = office;
  successor.mutable_participants(0)->set_entity("entities/maris");
  AddFact(office, 30);
  AddFact(successor, 15);
  AddFact(successor, 29);
  EXPECT_THAT(Find(office), ElementsAre("2", "1"));
}

TEST_F(ClaimCandidatesTest, AreTheNewestUpToALimit) {
  for (int i = 0; i < 3; ++i) AddFact(FactOf("", {{kActor, "entities/lee"}}), 12);
  EXPECT_THAT(Find(FactOf("", {{kActor, "entities/lee"}}), kPublished, 2), ElementsAre("3", "2", "more"));
}

}  // namespace
}  // namespace dateline::answers
