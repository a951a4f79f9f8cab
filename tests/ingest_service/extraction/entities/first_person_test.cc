#include "ingest_service/extraction/entities/first_person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

TEST(FirstPerson, IsSpeakerOfQuotation) {
  EXPECT_THAT(
      MentionsOf(Annotated({"“/`` I/PRP agree/VBP ,/, ”/'' said/VBD [PERSON Roe/NNP ]"}), Mention::Kind::kPronoun),
      ElementsAre("I = Roe"));
}

TEST(FirstPerson, OfSpokespersonIsTheBody) {
  EXPECT_THAT(
      MentionsOf(
          Annotated(
              {"“/`` We/PRP agree/VBP ,/, ”/'' said/VBD [ORGANIZATION Pentagon/NNP ] spokesman/NN [PERSON Roe/NNP ]"}),
          Mention::Kind::kPronoun),
      ElementsAre("We = Pentagon"));
}

TEST(FirstPerson, OutsideQuotationIsTheAuthor) {
  EXPECT_THAT(MentionsOf(Annotated({"I/PRP welcome/VBP it/PRP"}), Mention::Kind::kPronoun), ElementsAre("I = I"));
}

}  // namespace
}  // namespace dateline::extraction
