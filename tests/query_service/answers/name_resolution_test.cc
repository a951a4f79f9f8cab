#include "query_service/answers/name_resolution.h"

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ResolveNameTest : public testing::AnswerFixture {
 protected:
  std::vector<std::string> Resolve(const v1::ResolveEntitiesRequest& request, int max_candidates = 100) {
    ReadState state = OpenNewest();
    const auto ranked = ResolveName(state, request, 10, max_candidates, absl::InfiniteFuture());
    EXPECT_THAT(ranked, IsOk());
    std::vector<std::string> names;
    for (const v1::ResolvedEntity& resolved : *ranked) names.push_back(resolved.entity().name());
    return names;
  }
  std::vector<std::string> Resolve(const std::string& text) {
    v1::ResolveEntitiesRequest request;
    request.set_text(text);
    return Resolve(request);
  }
};

TEST_F(ResolveNameTest, RanksTheWholeNameFirstThenAliasesThenParts) {
  Apply({EntityChange(EntityOf("entities/part", "Kim Son")), EntityChange(EntityOf("entities/alias", "X", {"Son"})),
         EntityChange(EntityOf("entities/whole", "Sơn")), EntityChange(EntityOf("entities/none", "Hun Sen"))});
  EXPECT_THAT(Resolve("son"), ElementsAre("entities/whole", "entities/alias", "entities/part"));
}

TEST_F(ResolveNameTest, RanksEqualNamesByTheirFacts) {
  Apply({EntityChange(EntityOf("entities/rare", "Son")), EntityChange(EntityOf("entities/frequent", "Son")),
         FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/frequent"}}))});
  EXPECT_THAT(Resolve("Son"), ElementsAre("entities/frequent", "entities/rare"));
}

TEST_F(ResolveNameTest, LooksForTypeAndCountry) {
  Apply({EntityChange(EntityOf("entities/person", "Paris", {}, v1::ENTITY_TYPE_PERSON, "US")),
         EntityChange(EntityOf("entities/city", "Paris", {}, v1::ENTITY_TYPE_PLACE, "FR"))});
  v1::ResolveEntitiesRequest request;
  request.set_text("Paris");
  request.set_type(v1::ENTITY_TYPE_PLACE);
  EXPECT_THAT(Resolve(request), ElementsAre("entities/city"));
  request.clear_type();
  request.set_country_code("US");
  EXPECT_THAT(Resolve(request), ElementsAre("entities/person"));
}

TEST_F(ResolveNameTest, ForgetsFormerNames) {
  Apply({EntityChange(EntityOf("entities/x", "Son")), EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn"))});
  EXPECT_THAT(Resolve("Bui"), ElementsAre("entities/x"));
  ReadState before = OpenAt(1);
  v1::ResolveEntitiesRequest request;
  request.set_text("Bui");
  EXPECT_THAT(*ResolveName(before, request, 10, 100, absl::InfiniteFuture()), IsEmpty());
}

TEST_F(ResolveNameTest, LeavesOutWhoWasMergedIntoAnother) {
  v1::Entity merged = EntityOf("entities/x", "Son");
  merged.set_merged_into("entities/y");
  Apply({EntityChange(merged)});
  EXPECT_THAT(Resolve("Son"), IsEmpty());
}

TEST_F(ResolveNameTest, FindsTheWholeNameAmongTooManyCandidates) {
  Apply({EntityChange(EntityOf("entities/whole", "Ministry")),
         EntityChange(EntityOf("entities/b", "Ministry of Health")),
         EntityChange(EntityOf("entities/c", "Ministry of Trade"))});
  v1::ResolveEntitiesRequest request;
  request.set_text("ministry");
  EXPECT_THAT(Resolve(request, /*max_candidates=*/1), ElementsAre("entities/whole", "entities/c"));
}

TEST_F(ResolveNameTest, CountsOnlyCandidatesThatHold) {
  const v1::Entity trade = EntityOf("entities/c", "Ministry of Trade");
  Apply({EntityChange(EntityOf("entities/b", "Ministry of Health")), EntityChange(trade), EntityChange(trade),
         EntityChange(trade)});
  v1::ResolveEntitiesRequest request;
  request.set_text("ministry");
  EXPECT_THAT(Resolve(request, /*max_candidates=*/2), ElementsAre("entities/b", "entities/c"));
}

TEST_F(ResolveNameTest, FindsANameWithSlips) {
  Apply({EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn")), EntityChange(EntityOf("entities/y", "Hun Manet"))});
  EXPECT_THAT(Resolve("Bui Thahn Son"), ElementsAre("entities/x"));
  EXPECT_THAT(Resolve("Manett"), ElementsAre("entities/y"));
  EXPECT_THAT(Resolve("Hin"), IsEmpty());
}

TEST_F(ResolveNameTest, AllowsNoSlipsWhenEnoughIsFoundWithout) {
  Apply({EntityChange(EntityOf("entities/x", "Trade")), EntityChange(EntityOf("entities/y", "Trader"))});
  ReadState state = OpenNewest();
  v1::ResolveEntitiesRequest request;
  request.set_text("trade");
  EXPECT_THAT(*ResolveName(state, request, 1, 100, absl::InfiniteFuture()), ::testing::SizeIs(1));
  EXPECT_THAT(*ResolveName(state, request, 2, 100, absl::InfiniteFuture()), ::testing::SizeIs(2));
}

TEST_F(ResolveNameTest, LooksForTheOffice) {
  v1::Fact office = FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_HOLDER, "entities/minister"}});
  office.set_kind(v1::FACT_KIND_OFFICE);
  office.mutable_office()->set_normalized_title("Minister of Foreign Affairs");
  Apply({EntityChange(EntityOf("entities/minister", "Son")), EntityChange(EntityOf("entities/other", "Son")),
         FactChange(office)});
  v1::ResolveEntitiesRequest request;
  request.set_text("son");
  request.set_office("foreign minister");
  EXPECT_THAT(Resolve(request), ElementsAre("entities/minister"));
  request.set_office("health minister");
  EXPECT_THAT(Resolve(request), IsEmpty());
}

class ResolveTitledNameTest : public ResolveNameTest {
 protected:
  static v1::Change Office(const std::string& fact_name, const std::string& holder, const std::string& title,
                           const std::string& normalized_title) {
    v1::Fact fact = FactOf(fact_name, {{v1::PARTICIPANT_ROLE_HOLDER, holder}});
    fact.set_kind(v1::FACT_KIND_OFFICE);
    fact.clear_event_type();
    fact.mutable_office()->set_title(title);
    fact.mutable_office()->set_normalized_title(normalized_title);
    return FactChange(fact);
  }
};

TEST_F(ResolveTitledNameTest, FindsWhoHoldsTheOffices) {
  Apply({EntityChange(EntityOf("entities/bui", "Bùi Thanh Sơn", {"Sơn"}, v1::ENTITY_TYPE_PERSON, "VN")),
         EntityChange(EntityOf("entities/kim", "Kim Son", {}, v1::ENTITY_TYPE_PERSON, "KR")),
         Office("articles/a/facts/1", "entities/bui", "Deputy PM", "Deputy Prime Minister"),
         Office("articles/a/facts/2", "entities/bui", "FM", "Minister of Foreign Affairs"),
         Office("articles/a/facts/3", "entities/kim", "coach", "coach")});
  EXPECT_THAT(Resolve("Deputy PM and FM Son"), ElementsAre("entities/bui"));
  EXPECT_THAT(Resolve("deputy prime minister thanh son"), ElementsAre("entities/bui"));
  EXPECT_THAT(Resolve("Coach Kim Son"), ElementsAre("entities/kim"));
  EXPECT_THAT(Resolve("President Son"), IsEmpty());
  v1::ResolveEntitiesRequest request;
  request.set_text("FM Son");
  request.set_country_code("VN");
  EXPECT_THAT(Resolve(request), ElementsAre("entities/bui"));
  request.set_country_code("KR");
  EXPECT_THAT(Resolve(request), IsEmpty());
  request.clear_country_code();
  request.set_type(v1::ENTITY_TYPE_ORGANIZATION);
  EXPECT_THAT(Resolve(request), IsEmpty());
}

TEST_F(ResolveTitledNameTest, ScoresTheNameBehindTheTitle) {
  Apply({EntityChange(EntityOf("entities/bui", "Bùi Thanh Sơn", {}, v1::ENTITY_TYPE_PERSON)),
         Office("articles/a/facts/1", "entities/bui", "FM", "Minister of Foreign Affairs")});
  v1::ResolveEntitiesRequest request;
  ReadState state = OpenNewest();
  request.set_text("FM Bui Thanh Son");
  EXPECT_THAT(ResolveName(state, request, 10, 100, absl::InfiniteFuture())->at(0).score(), DoubleEq(0.9));
  request.set_text("FM Son");
  EXPECT_THAT(ResolveName(state, request, 10, 100, absl::InfiniteFuture())->at(0).score(), DoubleEq(0.9 / 3));
}

TEST_F(ResolveTitledNameTest, FindsThemBesideWhatIsNoPerson) {
  Apply({EntityChange(EntityOf("entities/hotel", "President Lincoln Hotel", {}, v1::ENTITY_TYPE_ORGANIZATION)),
         EntityChange(EntityOf("entities/lincoln", "Abraham Lincoln", {}, v1::ENTITY_TYPE_PERSON)),
         Office("articles/a/facts/1", "entities/lincoln", "President", "President")});
  EXPECT_THAT(Resolve("President Lincoln"), ElementsAre("entities/hotel", "entities/lincoln"));
}

TEST_F(ResolveNameTest, OfPunctuationIsNobody) {
  Apply({EntityChange(EntityOf("entities/x", "Son"))});
  EXPECT_THAT(Resolve("--"), IsEmpty());
}

}  // namespace
}  // namespace dateline::answers
