#include "ingest_service/extraction/entities/mention_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

TEST(MentionFinder, TakesGovernmentForItsCountry) {
  EXPECT_THAT(
      MentionsOf(Annotated({"The/DT [NATIONALITY:AR Argentine/JJ ] government/NN agreed/VBD"}), Mention::Kind::kName),
      ElementsAre("The Argentine government = Argentina", "Argentine = Argentina"));
}

TEST(MentionFinder, TakesAppositionForTheName) {
  EXPECT_THAT(MentionsOf(Annotated({"[ORGANIZATION Mahan/NNP Air/NNP ] ,/, an/DT airline/NN ,/, flew/VBD"}),
                         Mention::Kind::kDescription),
              ElementsAre("an airline = Mahan Air"));
}

TEST(MentionFinder, TakesTitleApartFromItsHolder) {
  EXPECT_THAT(
      MentionsOf(
          Annotated({"[ORGANIZATION Mahan/NNP ] 's/POS director/NN ,/, [PERSON Hamid/NNP Roe/NNP ] ,/, spoke/VBD"}),
          Mention::Kind::kDescription),
      ElementsAre("Mahan 's director = Hamid Roe"));
}

}  // namespace
}  // namespace dateline::extraction
