#include "ingest_service/extraction/entities/discourse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;

Occurrence Of(int entity, int sentence, bool subject, bool with) {
  Occurrence occurrence;
  occurrence.entities = {entity};
  occurrence.sentence = sentence;
  occurrence.subject = subject;
  occurrence.with = with;
  return occurrence;
}

TEST(Discourse, JoinsSubjectAndCompanion) {
  Discourse discourse;
  discourse.Add(Of(1, 0, true, false));
  discourse.Add(Of(2, 0, false, true));
  discourse.EndSentence(0);
  EXPECT_THAT(discourse.LatestFirst().front()->entities, ElementsAre(1, 2));
}

TEST(Discourse, JoinsSubjectsOfOneVerb) {
  Discourse discourse;
  for (int entity : {1, 2, 3}) {
    Occurrence subject = Of(entity, 0, true, false);
    subject.clause = 7;
    discourse.Add(subject);
  }
  discourse.EndSentence(0);
  EXPECT_THAT(discourse.LatestFirst().front()->entities, ElementsAre(1, 2, 3));
}

TEST(Discourse, ForgetsTheOldest) {
  Discourse discourse;
  for (int i = 0; i < 1000; ++i) discourse.Add(Of(i, i, false, false));
  EXPECT_LE(discourse.LatestFirst().size(), 64u);
  EXPECT_EQ(discourse.LatestFirst().front()->entities[0], 999);
  EXPECT_EQ(discourse.CountOf(0), 1);
}

}  // namespace
}  // namespace dateline::extraction
