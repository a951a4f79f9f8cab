#include "ingest_service/extraction/entities/description_resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

TEST(DescriptionResolver, FindsOfficialByCountry) {
  EXPECT_THAT(MentionsOf(Annotated({"[NATIONALITY:TH Thai/JJ ] minister/NN [PERSON An/NNP ] met/VBD [NATIONALITY:KH "
                                    "Cambodian/JJ ] minister/NN [PERSON Roe/NNP ]",
                                    "The/DT [NATIONALITY:TH Thai/JJ ] official/NN left/VBD"}),
                         Mention::Kind::kDescription),
              ElementsAre("The Thai official = An"));
}

TEST(DescriptionResolver, FindsHolderOfTitle) {
  EXPECT_THAT(MentionsOf(Annotated({"Prime/NNP Minister/NNP [PERSON An/NNP ] met/VBD President/NNP [PERSON Roe/NNP ]",
                                    "The/DT prime/JJ minister/NN left/VBD"}),
                         Mention::Kind::kDescription),
              ElementsAre("The prime minister = An"));
}

TEST(DescriptionResolver, FindsBodyByWhatItWasCalled) {
  EXPECT_THAT(
      MentionsOf(Annotated({"The/DT airline/NN [ORGANIZATION Mahan/NNP ] flew/VBD", "The/DT airline/NN stopped/VBD"}),
                 Mention::Kind::kDescription),
      ElementsAre("The airline = Mahan"));
}

TEST(DescriptionResolver, MakesUnknownOfficialAnEntity) {
  EXPECT_THAT(
      MentionsOf(Annotated({"the/DT [NATIONALITY:CN Chinese/JJ ] official/NN spoke/VBD"}), Mention::Kind::kDescription),
      ElementsAre("the Chinese official = the Chinese official"));
}

TEST(DescriptionResolver, JoinsDescriptionsOfOneNoun) {
  EXPECT_THAT(MentionsOf(Annotated({"Protesters/NNS marched/VBD", "The/DT protesters/NNS left/VBD"}),
                         Mention::Kind::kDescription),
              ElementsAre("Protesters = Protesters", "The protesters = Protesters"));
}

}  // namespace
}  // namespace dateline::extraction
