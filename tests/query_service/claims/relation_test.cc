#include "query_service/claims/relation.h"

#include <vector>

#include "gtest/gtest.h"
#include "tests/query_service/claims/example_assertions.h"

namespace dateline::claims {
namespace {

Relation Between(const v1::Fact& one, const v1::Fact& other) { return Compare(Asserted(one), Asserted(other)); }

TEST(Compare, OneEventInOtherWordsIsConfirmed) {
  v1::Fact other = Meeting();
  other.mutable_evidence()->set_text("The treaty was on the table when Jo Maris met Ann Lee.");
  EXPECT_EQ(Between(Meeting(), other), Relation::kConfirms);
}

TEST(Compare, AnotherTypeOrModalityIsAnotherThing) {
  v1::Fact other = Meeting();
  other.set_event_type(v1::EVENT_TYPE_AGREE);
  EXPECT_EQ(Between(Meeting(), other), Relation::kNone);
  other = Meeting();
  other.set_modality(v1::MODALITY_PLANNED);
  EXPECT_EQ(Between(Meeting(), other), Relation::kNone);
}

TEST(Compare, AnotherParticipantInThePlaceOfOneIsAnotherEvent) {
  v1::Fact other = Meeting();
  other.mutable_participants(1)->set_entity("entities/person.bo-li");
  other.mutable_participants(1)->set_display_name("Bo Li");
  EXPECT_EQ(Between(Meeting(), other), Relation::kNone);
}

TEST(Compare, AParticipantMoreIsTheSameEvent) {
  v1::Fact other = Meeting();
  other.mutable_participants()->RemoveLast();
  EXPECT_EQ(Between(Meeting(), other), Relation::kConfirms);
}

TEST(Compare, AShortNameMayMeanTheSamePerson) {
  v1::Fact other = Meeting();
  other.mutable_participants(1)->set_entity("entities/person.maris.b02a7ca9a35d8b2a");
  other.mutable_participants(1)->set_display_name("Maris");
  EXPECT_EQ(Between(Meeting(), other), Relation::kConfirms);
}

TEST(Compare, ADescriptionIsNobodyElse) {
  v1::Fact other = Meeting();
  other.mutable_participants(1)->set_entity("entities/person.minister.b02a7ca9a35d8b2a");
  other.mutable_participants(1)->set_display_name("a minister");
  EXPECT_EQ(Between(Meeting(), other), Relation::kConfirms);
}

TEST(Compare, MonthsApartTheSameWordsAreAnotherEvent) {
  v1::Fact other = Meeting();
  SetDay(other, Day(2025, 10, 14));
  EXPECT_EQ(Between(Meeting(), other), Relation::kNone);
}

TEST(Compare, WithoutATimeTheDayOfTheArticleCounts) {
  v1::Fact one = Meeting();
  one.clear_time();
  EXPECT_EQ(Compare(Asserted(one), Asserted(Meeting())), Relation::kConfirms);
  EXPECT_EQ(Compare(Asserted(one, Day(2025, 9, 30)), Asserted(Meeting())), Relation::kNone);
}

TEST(Compare, AnotherDayOfOneEventContradicts) {
  v1::Fact other = Meeting();
  SetDay(other, Day(2025, 8, 15));
  EXPECT_EQ(Between(Meeting(), other), Relation::kContradicts);
  other.mutable_participants()->RemoveLast();  // may well be another meeting
  EXPECT_EQ(Between(Meeting(), other), Relation::kNone);
}

TEST(Compare, ADenialContradicts) {
  v1::Fact other = Meeting();
  other.set_negated(true);
  EXPECT_EQ(Between(Meeting(), other), Relation::kContradicts);
}

TEST(Compare, AnotherPlaceIsAnotherEvent) {
  v1::Fact one = Meeting();
  v1::Fact other = Meeting();
  one.mutable_place()->set_entity("entities/place.oslo");
  EXPECT_EQ(Between(one, other), Relation::kConfirms);  // the other does not say where
  other.mutable_place()->set_entity("entities/place.bergen");
  EXPECT_EQ(Between(one, other), Relation::kNone);
}

TEST(Compare, OtherFiguresAreAnotherEvent) {
  v1::Fact one = Meeting();
  v1::Fact other = Meeting();
  one.mutable_evidence()->set_text("Police arrested 23 men at the border treaty talks.");
  other.mutable_evidence()->set_text("Police arrested 26 men at the border treaty talks.");
  EXPECT_EQ(Between(one, other), Relation::kNone);
  EXPECT_EQ(Between(one, one), Relation::kConfirms);
}

TEST(Compare, StatementsNeedTheSameContent) {
  v1::Fact other = Statement();
  other.mutable_theme()->set_text("the treaty on the border will be signed within two weeks");
  EXPECT_EQ(Between(Statement(), other), Relation::kConfirms);
  other.mutable_theme()->set_text("that the weather was fine");
  EXPECT_EQ(Between(Statement(), other), Relation::kNone);
  other = Statement();
  other.set_negated(true);
  EXPECT_EQ(Between(Statement(), other), Relation::kContradicts);
}

TEST(Compare, AnotherSpeakerSaysSomethingElse) {
  v1::Fact other = Statement();
  other.mutable_participants(0)->set_entity("entities/person.bo-li");
  other.mutable_participants(0)->set_display_name("Bo Li");
  EXPECT_EQ(Between(Statement(), other), Relation::kNone);
}

TEST(Compare, AnOfficeHasOneHolderAtATime) {
  const v1::Fact lee = OfficeOf("person.ann-lee", "Ann Lee");
  const v1::Fact maris = OfficeOf("person.jo-maris", "Jo Maris");
  EXPECT_EQ(Between(lee, lee), Relation::kConfirms);
  EXPECT_EQ(Between(lee, maris), Relation::kContradicts);
  EXPECT_EQ(Compare(Asserted(lee, Day(2019, 1, 1)), Asserted(maris, Day(2025, 1, 1))), Relation::kNone);
}

TEST(Compare, ADeputyIsOneOfSeveral) {
  v1::Fact lee = OfficeOf("person.ann-lee", "Ann Lee");
  v1::Fact maris = OfficeOf("person.jo-maris", "Jo Maris");
  for (v1::Fact* const fact : {&lee, &maris})
    fact->mutable_office()->set_normalized_title("Deputy Minister of Defence");
  EXPECT_EQ(Between(lee, maris), Relation::kNone);
}

TEST(Compare, TheSameOfficeElsewhereIsAnother) {
  const v1::Fact lee = OfficeOf("person.ann-lee", "Ann Lee");
  v1::Fact maris = OfficeOf("person.jo-maris", "Jo Maris");
  maris.mutable_participants(1)->set_entity("entities/country.se");
  EXPECT_EQ(Between(lee, maris), Relation::kNone);
  maris.mutable_participants()->RemoveLast();  // somewhere
  EXPECT_EQ(Between(lee, maris), Relation::kNone);
}

TEST(Compare, CloseFiguresConfirmAndOthersContradict) {
  EXPECT_EQ(Between(Deaths(39), Deaths(39)), Relation::kConfirms);
  EXPECT_EQ(Between(Deaths(39), Deaths(36)), Relation::kContradicts);
  v1::Fact about_forty = Deaths(40);
  about_forty.mutable_quantity()->set_approximate(true);
  EXPECT_EQ(Between(Deaths(39), about_forty), Relation::kConfirms);
  v1::Fact range = Deaths(30);
  range.mutable_quantity()->set_value_max(50);
  EXPECT_EQ(Between(Deaths(39), range), Relation::kConfirms);
}

TEST(Compare, AnotherMetricOrUnitIsAnotherFigure) {
  v1::Fact other = Deaths(39);
  other.mutable_quantity()->set_metric("houses destroyed");
  EXPECT_EQ(Between(Deaths(39), other), Relation::kNone);
  other = Deaths(39);
  other.mutable_quantity()->set_unit("percent");
  EXPECT_EQ(Between(Deaths(39), other), Relation::kNone);
}

TEST(Compare, IsSymmetric) {
  std::vector<Assertion> assertions;
  for (const v1::Fact& fact : {Meeting(), Statement(), OfficeOf("person.ann-lee", "Ann Lee"), Deaths(39), Deaths(50)}) {
    assertions.push_back(Asserted(fact));
    v1::Fact changed = fact;
    changed.set_negated(true);
    SetDay(changed, Day(2025, 8, 15));
    assertions.push_back(Asserted(changed));
    if (changed.participants_size() > 0) changed.mutable_participants()->RemoveLast();
    assertions.push_back(Asserted(changed, v1::Date()));
  }
  for (const Assertion& one : assertions) {
    for (const Assertion& other : assertions) EXPECT_EQ(Compare(one, other), Compare(other, one));
  }
}

}  // namespace
}  // namespace dateline::claims
