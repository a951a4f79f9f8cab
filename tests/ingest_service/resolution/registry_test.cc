#include "ingest_service/resolution/registry.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/random_evidence.h"

namespace dateline::resolution {
namespace {

using ::dateline::testing::RandomEvidence;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

using Offices = std::vector<OfficeEvidence>;

constexpr char kBuiThanhSon[] = "bui thanh son";

PersonEvidence Full(const std::string& country, Offices offices = {}, const std::string& name = kBuiThanhSon) {
  return {absl::StrCat("full.", country, ".", name), name, false, country, std::move(offices)};
}
PersonEvidence Son(const std::string& country, Offices offices, const std::string& article = "a") {
  return {absl::StrCat("son.", article), "son", true, country, std::move(offices)};
}

TEST(FindMerges, GivesAShortNameToThePersonOfItsCountryAndOffice) {
  EXPECT_THAT(FindMerges({Full("VN", {{"deputy minister prime", 2024}, {"foreign minister", 2024}}),
                          Son("VN", {{"deputy minister prime", 2025}})}),
              ElementsAre(Pair("son.a", "full.VN.bui thanh son")));
}

TEST(FindMerges, FindsAShortNameThatIsTheFirstWord) {
  EXPECT_THAT(
      FindMerges({Full("CN", {{"president", 2025}}, "xi jinping"), {"xi.a", "xi", true, "CN", {{"president"}}}}),
      ElementsAre(Pair("xi.a", "full.CN.xi jinping")));
}

TEST(FindMerges, LeavesAShortNameOfAnotherCountry) {
  EXPECT_THAT(FindMerges({Full("VN", {{"minister"}}), Son("KR", {{"minister"}})}), IsEmpty());
}

TEST(FindMerges, LeavesAShortNameOfAnotherOffice) {
  EXPECT_THAT(FindMerges({Full("VN", {{"minister"}}), Son("VN", {{"coach"}})}), IsEmpty());
}

TEST(FindMerges, LeavesAShortNameInTheMiddle) {
  EXPECT_THAT(FindMerges({Full("VN", {{"minister"}}, "bui son thanh"), Son("VN", {{"minister"}})}), IsEmpty());
}

TEST(FindMerges, LeavesAShortNameOfAnotherTime) {
  EXPECT_THAT(FindMerges({Full("VN", {{"minister", 2025}}), Son("VN", {{"minister", 1995}})}), IsEmpty());
  EXPECT_THAT(FindMerges({Full("VN", {{"minister", 0}}), Son("VN", {{"minister", 1995}})}),
              ElementsAre(Pair("son.a", "full.VN.bui thanh son")));
}

TEST(FindMerges, LeavesAShortNameThatTwoPersonsMayBear) {
  const PersonEvidence one = Full("VN", {{"minister"}});
  const PersonEvidence other = Full("VN", {{"minister"}}, "le son");
  const PersonEvidence son = Son("VN", {{"minister"}});
  EXPECT_THAT(FindMerges({one, son}), ElementsAre(Pair("son.a", one.entity)));
  EXPECT_THAT(FindMerges({one, other, son}), IsEmpty());
}

TEST(FindMerges, KeepsPersonsOfOneNameWhoseCountriesDiffer) {
  EXPECT_THAT(FindMerges({Full("VN"), Full("US")}), IsEmpty());
}

TEST(FindMerges, GivesANameWithoutCountryToTheOnlyOneThatHasIt) {
  EXPECT_THAT(FindMerges({Full(""), Full("VN", {{"minister"}})}),
              ElementsAre(Pair("full..bui thanh son", Full("VN").entity)));
  EXPECT_THAT(FindMerges({Full(""), Full("VN"), Full("US")}), IsEmpty());
}

TEST(FindMerges, TellsNamesakesApartByOffice) {
  EXPECT_THAT(FindMerges({Full("", {{"coach"}}), Full("VN", {{"minister"}})}), IsEmpty());
  EXPECT_THAT(FindMerges({Full("", {{"coach"}}), Full("VN", {{"minister"}}), Full("US", {{"coach"}})}),
              ElementsAre(Pair("full..bui thanh son", Full("US").entity)));
}

TEST(FindMerges, KnowsAPersonByWhatIsSaidWithoutCountry) {
  EXPECT_THAT(FindMerges({Full("", {{"minister"}}), Full("VN"), Son("VN", {{"minister"}})}),
              UnorderedElementsAre(Pair("full..bui thanh son", Full("VN").entity), Pair("son.a", Full("VN").entity)));
}

TEST(FindMergesProperty, IsAFunctionOfTheSet) {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::vector<PersonEvidence> evidence = RandomEvidence(10, random);
    const Merges merges = FindMerges(evidence);
    evidence.insert(evidence.end(), evidence.begin(), evidence.begin() + evidence.size() / 2);
    std::shuffle(evidence.begin(), evidence.end(), random);
    EXPECT_EQ(FindMerges(evidence), merges) << "round " << round;
  }
}

TEST(FindMergesProperty, MergesIntoPersonsWhoStandForThemselvesInTheSameCountry) {
  std::mt19937 random(8);
  for (int round = 0; round < 3000; ++round) {
    const std::vector<PersonEvidence> evidence = RandomEvidence(10, random);
    std::map<std::string, PersonEvidence> by_entity;
    for (const PersonEvidence& piece : evidence) by_entity.emplace(piece.entity, piece);
    for (const auto& [entity, target] : FindMerges(evidence)) {
      EXPECT_FALSE(FindMerges(evidence).contains(target));
      const std::string& country = by_entity.at(entity).country_code;
      EXPECT_TRUE(country.empty() || country == by_entity.at(target).country_code);
    }
  }
}

TEST(CallingWords, AreTheFirstAndTheLast) {
  EXPECT_THAT(CallingWords("bui thanh son"), ElementsAre("bui", "son"));
  EXPECT_THAT(CallingWords("son"), ElementsAre("son"));
}

}  // namespace
}  // namespace dateline::resolution
