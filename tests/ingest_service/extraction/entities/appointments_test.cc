#include "ingest_service/extraction/entities/appointments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;

TEST(Appointments, GiveBothTitlesToTheElected) {
  const Annotated article(
      {"[PERSON An/NNP Binh/NNP ] praised/VBD his/PRP$ election/NN as/IN Deputy/NNP PM/NNP and/CC Defence/NNP "
       "Minister/NNP"});
  const Entities entities = FindEntities(article.document, article.analysis, TestLexicon());
  ASSERT_EQ(entities.titles.size(), 2u);
  EXPECT_EQ(entities.titles[0].holder, entities.titles[1].holder);
}

TEST(Appointments, NeedWhoseElectionItIs) {
  const Annotated article({"the/DT election/NN as/IN President/NNP"});
  EXPECT_TRUE(FindEntities(article.document, article.analysis, TestLexicon()).titles.empty());
}

}  // namespace
}  // namespace dateline::extraction
