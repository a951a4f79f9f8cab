#include "query_service/answers/entity_facts.h"

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class EntityFactsTest : public testing::AnswerFixture {
 protected:
  // `holder` is the prime minister of Cambodia.
  static v1::Fact OfficeFact(const std::string& name, const std::string& holder) {
    v1::Fact fact =
        FactOf(name, {{v1::PARTICIPANT_ROLE_HOLDER, holder}, {v1::PARTICIPANT_ROLE_COUNTRY, "entities/kh"}});
    fact.set_kind(v1::FACT_KIND_OFFICE);
    fact.clear_event_type();
    fact.mutable_participants(1)->set_country_code("KH");
    fact.mutable_office()->set_title("PM");
    fact.mutable_office()->set_normalized_title("Prime Minister");
    return fact;
  }
  std::vector<v1::EntityOffice> Offices(const std::string& entity) {
    ReadState state = OpenNewest();
    return *FindOffices(state, entity, absl::InfiniteFuture());
  }
};

TEST_F(EntityFactsTest, AnOfficeComesFromItsFact) {
  Apply({FactChange(OfficeFact("articles/a/facts/1", "entities/x"))});
  const std::vector<v1::EntityOffice> offices = Offices("entities/x");
  ASSERT_THAT(offices, SizeIs(1));
  EXPECT_EQ(offices[0].title(), "PM");
  EXPECT_EQ(offices[0].normalized_title(), "Prime Minister");
  EXPECT_EQ(offices[0].country_code(), "KH");
  EXPECT_EQ(offices[0].organization(), "");
  EXPECT_EQ(offices[0].fact(), "articles/a/facts/1");
}

TEST_F(EntityFactsTest, AnOfficeIsOfItsOrganizationsCountryWhenNoOtherIsNamed) {
  v1::Fact fact = OfficeFact("articles/a/facts/1", "entities/x");
  fact.mutable_participants(1)->set_role(v1::PARTICIPANT_ROLE_ORGANIZATION);
  Apply({FactChange(fact)});
  const std::vector<v1::EntityOffice> offices = Offices("entities/x");
  ASSERT_THAT(offices, SizeIs(1));
  EXPECT_EQ(offices[0].organization(), "entities/kh");
  EXPECT_EQ(offices[0].country_code(), "KH");
}

TEST_F(EntityFactsTest, AnOfficeSaidTwiceIsGivenOnceByTheFirstFact) {
  v1::Fact senator = OfficeFact("articles/b/facts/2", "entities/x");
  senator.mutable_office()->set_normalized_title("Senator");
  Apply({FactChange(OfficeFact("articles/a/facts/1", "entities/x")), FactChange(senator),
         FactChange(OfficeFact("articles/c/facts/3", "entities/x"))});
  const std::vector<v1::EntityOffice> offices = Offices("entities/x");
  ASSERT_THAT(offices, SizeIs(2));
  EXPECT_EQ(offices[0].fact(), "articles/a/facts/1");
  EXPECT_EQ(offices[1].normalized_title(), "Senator");
}

TEST_F(EntityFactsTest, AnOfficeHasTheDatesAndTheEvidenceOfItsFact) {
  v1::Fact fact = OfficeFact("articles/a/facts/1", "entities/x");
  fact.mutable_time()->set_edtf("2023-08-22/..");
  *fact.mutable_time()->mutable_earliest() = DateOf(2023, 8, 22);
  fact.mutable_evidence()->set_text("PM &amp; general X");
  fact.mutable_evidence()->set_plain_text("PM & general X");
  Apply({FactChange(OfficeFact("articles/b/facts/2", "entities/y")), FactChange(fact)});
  std::vector<v1::EntityOffice> offices = Offices("entities/x");
  ASSERT_THAT(offices, SizeIs(1));
  EXPECT_EQ(offices[0].fact(), "articles/a/facts/1");
  EXPECT_EQ(offices[0].edtf(), "2023-08-22/..");
  EXPECT_EQ(offices[0].earliest().SerializeAsString(), DateOf(2023, 8, 22).SerializeAsString());
  EXPECT_FALSE(offices[0].has_latest());
  EXPECT_EQ(offices[0].evidence(), "PM & general X");
  EXPECT_EQ(offices[0].first_recorded_time().seconds(), feed_.records()[1].commit_time().seconds());
  EXPECT_EQ(offices[0].first_recorded_time().nanos(), 0);
  *fact.mutable_time()->mutable_latest() = DateOf(2025, 8, 14);
  Apply({FactChange(fact)});
  offices = Offices("entities/x");
  ASSERT_THAT(offices, SizeIs(1));
  EXPECT_EQ(offices[0].latest().SerializeAsString(), DateOf(2025, 8, 14).SerializeAsString());
  EXPECT_EQ(offices[0].first_recorded_time().seconds(), feed_.records()[2].commit_time().seconds());
}

TEST_F(EntityFactsTest, AnOfficeIsGivenByTheFirstFactThatDatesIt) {
  v1::Fact senator = OfficeFact("articles/b/facts/2", "entities/x");
  senator.mutable_office()->set_normalized_title("Senator");
  v1::Fact dated = OfficeFact("articles/c/facts/3", "entities/x");
  dated.mutable_time()->set_edtf("2023");
  v1::Fact dated_later = OfficeFact("articles/d/facts/4", "entities/x");
  dated_later.mutable_time()->set_edtf("2024");
  Apply({FactChange(OfficeFact("articles/a/facts/1", "entities/x")), FactChange(senator), FactChange(dated),
         FactChange(dated_later)});
  const std::vector<v1::EntityOffice> offices = Offices("entities/x");
  ASSERT_THAT(offices, SizeIs(2));
  EXPECT_EQ(offices[0].normalized_title(), "Senator");
  EXPECT_EQ(offices[1].fact(), "articles/c/facts/3");
  EXPECT_EQ(offices[1].edtf(), "2023");
}

TEST_F(EntityFactsTest, AnOfficeThatIsDeniedIsNotHeld) {
  v1::Fact denied = OfficeFact("articles/a/facts/1", "entities/x");
  denied.set_negated(true);
  Apply({FactChange(denied), FactChange(OfficeFact("articles/b/facts/2", "entities/y"))});
  EXPECT_THAT(Offices("entities/x"), IsEmpty());
  ReadState state = OpenNewest();
  EXPECT_THAT(**FindHolders(state, "prime minister", absl::InfiniteFuture()), ElementsAre("entities/y"));
}

TEST_F(EntityFactsTest, SeveralOfficesMayHoldTheWordsOfATitle) {
  v1::Fact senator = OfficeFact("articles/b/facts/2", "entities/x");
  senator.mutable_office()->set_normalized_title("Senator");
  Apply({FactChange(OfficeFact("articles/a/facts/1", "entities/x")), FactChange(senator)});
  ReadState state = OpenNewest();
  EXPECT_TRUE(
      *HoldsOffices(state, "entities/x", TitleWords({"senator", "and", "prime", "minister"}), absl::InfiniteFuture()));
  EXPECT_FALSE(*HoldsOffices(state, "entities/x", TitleWords({"senator", "and", "king"}), absl::InfiniteFuture()));
  EXPECT_FALSE(*HoldsOffices(state, "entities/y", TitleWords({"senator"}), absl::InfiniteFuture()));
}

TEST_F(EntityFactsTest, TheCountryOfAnOfficeDoesNotHoldIt) {
  Apply({FactChange(OfficeFact("articles/a/facts/1", "entities/x"))});
  EXPECT_THAT(Offices("entities/kh"), IsEmpty());
}

TEST_F(EntityFactsTest, CountsTheSameNewAndOld) {
  Apply({FactChange(OfficeFact("articles/a/facts/1", "entities/x")),
         FactChange(OfficeFact("articles/a/facts/2", "entities/x")),
         FactChange(OfficeFact("articles/a/facts/1", "entities/y"))});
  ReadState newest = OpenNewest();
  EXPECT_EQ(*CountFacts(newest, "entities/x", absl::InfiniteFuture()), 1);
  EXPECT_EQ(*CountFacts(newest, "entities/kh", absl::InfiniteFuture()), 2);
  ReadState before = OpenAt(2);
  EXPECT_EQ(*CountFacts(before, "entities/x", absl::InfiniteFuture()), 2);
  EXPECT_EQ(*CountFacts(before, "entities/y", absl::InfiniteFuture()), 0);
}

}  // namespace
}  // namespace dateline::answers
