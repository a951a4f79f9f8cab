#include "ingest_service/resolution/acronyms.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/random_evidence.h"

namespace dateline::resolution {
namespace {

using ::dateline::testing::RandomAcronyms;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Pair;

v1::Entity Body(const std::string& name, const std::vector<std::string>& aliases = {},
                const std::string& country = "") {
  v1::Entity entity;
  entity.set_name("entities/body");
  entity.set_type(v1::ENTITY_TYPE_ORGANIZATION);
  entity.set_display_name(name);
  entity.mutable_aliases()->Assign(aliases.begin(), aliases.end());
  entity.set_country_code(country);
  return entity;
}

TEST(AcronymsOf, AnAcronymBesideTheFullNameIsDefined) {
  EXPECT_THAT(AcronymsOf({Body("Mekong Water Board", {"M.W.B.", "MWB"}, "LA")}),
              ElementsAre(AcronymEvidence{"mwb", "entities/body", "LA", true}));
}

TEST(AcronymsOf, AnAcronymAloneIsNot) {
  EXPECT_THAT(AcronymsOf({Body("MWB")}), ElementsAre(AcronymEvidence{"mwb", "entities/body", "", false}));
}

TEST(AcronymsOf, AWordOfTheNameIsNone) { EXPECT_THAT(AcronymsOf({Body("BBC Persian", {"BBC"})}), IsEmpty()); }

TEST(AcronymsOf, NamesWithoutAcronymHaveNone) {
  v1::Entity person = Body("MWB");
  person.set_type(v1::ENTITY_TYPE_PERSON);
  EXPECT_THAT(AcronymsOf({Body("Mekong Water Board", {"Water Board"}), person}), IsEmpty());
}

AcronymEvidence Only(const std::string& entity, const std::string& country = "") {
  return {"mwb", entity, country, false};
}
AcronymEvidence Defined(const std::string& entity, const std::string& country = "") {
  return {"mwb", entity, country, true};
}

TEST(FindAcronymMerges, GivesAnAcronymToTheOrganizationThatDefinesIt) {
  EXPECT_THAT(FindAcronymMerges({Only("mwb"), Defined("water")}), ElementsAre(Pair("mwb", "water")));
  EXPECT_THAT(FindAcronymMerges({Only("mwb"), {"mwd", "dams", "", true}}), IsEmpty());
}

TEST(FindAcronymMerges, LeavesAnAcronymThatTwoDefine) {
  EXPECT_THAT(FindAcronymMerges({Only("mwb"), Defined("water"), Defined("wheat")}), IsEmpty());
}

TEST(FindAcronymMerges, PrefersTheOrganizationOfTheSameCountry) {
  EXPECT_THAT(FindAcronymMerges({Only("mwb", "LA"), Defined("water", "LA"), Defined("wheat", "CA"), Defined("wool")}),
              ElementsAre(Pair("mwb", "water")));
}

TEST(FindAcronymMerges, LeavesAnOrganizationOfAnotherCountry) {
  EXPECT_THAT(FindAcronymMerges({Only("mwb", "LA"), Defined("wheat", "CA")}), IsEmpty());
}

TEST(FindAcronymMerges, AnUnknownCountryIsNoDifference) {
  EXPECT_THAT(FindAcronymMerges({Only("mwb", "LA"), Defined("water")}), ElementsAre(Pair("mwb", "water")));
  EXPECT_THAT(FindAcronymMerges({Only("mwb"), Defined("water", "LA")}), ElementsAre(Pair("mwb", "water")));
}

TEST(FindAcronymMerges, LeavesWhoIsKnownByTheFullNameToo) {
  EXPECT_THAT(FindAcronymMerges({Only("water"), Defined("water"), Defined("wheat")}), IsEmpty());
}

TEST(FindAcronymMergesProperty, IsAFunctionOfTheSet) {
  std::mt19937 random(9);
  for (int round = 0; round < 3000; ++round) {
    std::vector<AcronymEvidence> evidence = RandomAcronyms(8, random);
    const Merges merges = FindAcronymMerges(evidence);
    evidence.insert(evidence.end(), evidence.begin(), evidence.begin() + evidence.size() / 2);
    std::shuffle(evidence.begin(), evidence.end(), random);
    EXPECT_EQ(FindAcronymMerges(evidence), merges) << "round " << round;
  }
}

TEST(FindAcronymMergesProperty, MergesWhoIsKnownByTheAcronymOnlyIntoWhoDefinesIt) {
  std::mt19937 random(10);
  int count = 0;
  for (int round = 0; round < 3000; ++round) {
    std::map<std::string, std::set<std::string>> only, defined;  // acronyms by entity
    const std::vector<AcronymEvidence> evidence = RandomAcronyms(8, random);
    for (const AcronymEvidence& piece : evidence)
      (piece.is_defined ? defined : only)[piece.entity].insert(piece.acronym);
    for (const auto& [entity, full] : FindAcronymMerges(evidence)) {
      EXPECT_FALSE(defined.contains(entity)) << entity;
      EXPECT_THAT(defined[full], IsSupersetOf(only[entity])) << entity << " " << full;
      ++count;
    }
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace dateline::resolution
