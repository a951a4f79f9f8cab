#include "query_service/answers/merged_entities.h"

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::MergeChange;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kSon[] = "entities/person.son.a";
constexpr char kBuiThanhSon[] = "entities/person.vn.bui-thanh-son";
constexpr char kPrakSokhonn[] = "entities/person.kh.prak-sokhonn";

// Two articles: of one a fact of Son, of the other one of Bùi Thanh Sơn; then Son turns out to be him.
class MergedEntitiesTest : public testing::AnswerFixture {
 protected:
  MergedEntitiesTest() {
    v1::Fact office = FactOf("articles/a/facts/office", {{v1::PARTICIPANT_ROLE_HOLDER, kSon}});
    office.set_kind(v1::FACT_KIND_OFFICE);
    office.mutable_office()->set_normalized_title("Minister of Foreign Affairs");
    Apply({ArticleChange("articles/a"), EntityChange(EntityOf(kSon, "Mr Son")),
           EntityChange(EntityOf(kPrakSokhonn, "Prak Sokhonn")),
           FactChange(FactOf("articles/a/facts/met",
                             {{v1::PARTICIPANT_ROLE_ACTOR, kSon}, {v1::PARTICIPANT_ROLE_RECIPIENT, kPrakSokhonn}})),
           FactChange(office), ArticleChange("articles/b"), EntityChange(EntityOf(kBuiThanhSon, "Bùi Thanh Sơn")),
           FactChange(FactOf("articles/b/facts/left", {{v1::PARTICIPANT_ROLE_ACTOR, kBuiThanhSon}}))});
    Apply({MergeChange(EntityOf(kSon, "Mr Son"), kBuiThanhSon)});
    merged_at_ = feed_.records().size();
  }

  void Undo() { Apply({MergeChange(EntityOf(kSon, "Mr Son"), "")}); }

  std::vector<std::string> FactsOf(const std::string& entity, const std::string& counterpart = "",
                                   const v1::Consistency& consistency = {}) {
    v1::ListFactsRequest request;
    request.mutable_filter()->add_entities(entity);
    request.mutable_filter()->set_counterpart(counterpart);
    *request.mutable_consistency() = consistency;
    return NamesOf(ListFacts(request)->facts());
  }

  v1::GetEntityResponse Get(const std::string& name, const v1::Consistency& consistency = {}) {
    v1::GetEntityRequest request;
    request.set_name(name);
    *request.mutable_consistency() = consistency;
    return *Ask<v1::GetEntityResponse>(&Answers::GetEntity, request);
  }

  std::vector<std::string> Resolve(const std::string& text) {
    v1::ResolveEntitiesRequest request;
    request.set_text(text);
    std::vector<std::string> names;
    const auto response = Ask<v1::ResolveEntitiesResponse>(&Answers::ResolveEntities, request);
    for (const v1::ResolvedEntity& resolved : response->entities()) names.push_back(resolved.entity().name());
    return names;
  }

  int64_t merged_at_ = 0;
};

TEST_F(MergedEntitiesTest, HaveOneSetOfNames) {
  const index::MergedNames& names = reader_.merged_names();
  EXPECT_THAT(names.NamesOf(kBuiThanhSon, merged_at_), ElementsAre(kBuiThanhSon, kSon));
  EXPECT_THAT(names.NamesOf(kSon, merged_at_), ElementsAre(kBuiThanhSon, kSon));
  EXPECT_THAT(names.NamesOf("entities/nobody", merged_at_), ElementsAre("entities/nobody"));
}

TEST_F(MergedEntitiesTest, HaveTheFactsOfBoth) {
  EXPECT_THAT(FactsOf(kBuiThanhSon),
              ElementsAre("articles/b/facts/left", "articles/a/facts/office", "articles/a/facts/met"));
  EXPECT_EQ(FactsOf(kSon), FactsOf(kBuiThanhSon));
  EXPECT_THAT(FactsOf(kPrakSokhonn, kBuiThanhSon), ElementsAre("articles/a/facts/met"));
}

TEST_F(MergedEntitiesTest, AreReadWithTheNamesAndOfficesOfBoth) {
  const v1::GetEntityResponse response = Get(kBuiThanhSon);
  EXPECT_THAT(response.entity().aliases(), ElementsAre("Mr Son"));
  ASSERT_EQ(response.entity().offices_size(), 1);
  EXPECT_EQ(response.entity().offices(0).fact(), "articles/a/facts/office");
  EXPECT_EQ(response.fact_count(), 3);
}

TEST_F(MergedEntitiesTest, SayWhomTheyStandFor) {
  const v1::GetEntityResponse response = Get(kSon);
  EXPECT_EQ(response.entity().merged_into(), kBuiThanhSon);
  EXPECT_EQ(response.fact_count(), 3);
}

TEST_F(MergedEntitiesTest, AreFoundAsOneByEitherSpelling) {
  EXPECT_THAT(Resolve("Mr Son"), ElementsAre(kBuiThanhSon));
  EXPECT_THAT(Resolve("Bui Thanh Son"), ElementsAre(kBuiThanhSon));
  EXPECT_THAT(Resolve("Son"), ElementsAre(kBuiThanhSon));
}

TEST_F(MergedEntitiesTest, AreTwoAgainWhenTheMergeIsUndone) {
  Undo();
  EXPECT_THAT(FactsOf(kBuiThanhSon), ElementsAre("articles/b/facts/left"));
  EXPECT_THAT(FactsOf(kSon), ElementsAre("articles/a/facts/office", "articles/a/facts/met"));
  EXPECT_EQ(Get(kSon).entity().merged_into(), "");
  EXPECT_THAT(Get(kBuiThanhSon).entity().aliases(), IsEmpty());
  EXPECT_EQ(Get(kBuiThanhSon).fact_count(), 1);
  EXPECT_THAT(Resolve("Mr Son"), ElementsAre(kSon));
}

TEST_F(MergedEntitiesTest, KeepTheAnswersOfEarlierStates) {
  const v1::Consistency before = AtExact(merged_at_ - 1);
  const v1::Consistency merged = AtExact(merged_at_);
  EXPECT_THAT(FactsOf(kBuiThanhSon, "", before), ElementsAre("articles/b/facts/left"));
  EXPECT_EQ(Get(kBuiThanhSon, before).fact_count(), 1);
  Undo();
  EXPECT_EQ(FactsOf(kBuiThanhSon, "", merged).size(), 3u);
  EXPECT_EQ(Get(kBuiThanhSon, merged).fact_count(), 3);
  EXPECT_EQ(Get(kSon, merged).entity().merged_into(), kBuiThanhSon);
  EXPECT_EQ(Get(kSon, before).entity().merged_into(), "");
}

TEST_F(MergedEntitiesTest, CountAFactOfBothOnce) {
  Apply({FactChange(FactOf("articles/a/facts/both",
                           {{v1::PARTICIPANT_ROLE_ACTOR, kSon}, {v1::PARTICIPANT_ROLE_RECIPIENT, kBuiThanhSon}}))});
  EXPECT_EQ(Get(kBuiThanhSon).fact_count(), 4);
}

}  // namespace
}  // namespace dateline::answers
