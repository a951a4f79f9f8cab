#include "ingest_service/extraction/entities/group_resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

constexpr absl::string_view kMeeting =
    "[PERSON An/NNP ] of/IN [COUNTRY:VN Vietnam/NNP ] met/VBD with/IN [PERSON Roe/NNP ]";

TEST(GroupResolver, TakesOfficialsForThoseWhoMet) {
  EXPECT_THAT(MentionsOf(Annotated({kMeeting, "The/DT two/CD officials/NNS agreed/VBD"}), Mention::Kind::kCollective),
              ElementsAre("The two officials = An, Roe"));
}

TEST(GroupResolver, TakesSidesForThoseWhoMet) {
  EXPECT_THAT(MentionsOf(Annotated({kMeeting, "The/DT two/CD sides/NNS agreed/VBD"}), Mention::Kind::kCollective),
              ElementsAre("The two sides = An, Roe"));
}

TEST(GroupResolver, TakesNationsForCountries) {
  EXPECT_THAT(MentionsOf(Annotated({"[COUNTRY:TH Thailand/NNP ] and/CC [COUNTRY:KH Cambodia/NNP ] spoke/VBD",
                                    "He/PRP praised/VBD both/DT nations/NNS"}),
                         Mention::Kind::kCollective),
              ElementsAre("both nations = Thailand, Cambodia"));
}

TEST(GroupResolver, TakesThreeCountriesForTheLastThree) {
  EXPECT_THAT(
      MentionsOf(
          Annotated({"[COUNTRY:TH Thailand/NNP ] met/VBD [COUNTRY:KH Cambodia/NNP ] in/IN [COUNTRY:LA Laos/NNP ]",
                     "The/DT three/CD countries/NNS agreed/VBD"}),
          Mention::Kind::kCollective),
      ElementsAre("The three countries = Thailand, Cambodia, Laos"));
}

}  // namespace
}  // namespace dateline::extraction
