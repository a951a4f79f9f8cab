#include "ingest_service/extraction/entities/entities.h"

#include <gtest/gtest.h>

namespace dateline::extraction {
namespace {

Mention Of(int begin, int end, int head) {
  Mention mention;
  mention.begin_token = begin;
  mention.end_token = end;
  mention.head_token = head;
  mention.entities = {0};
  return mention;
}

TEST(Entities, ArrangesLongerMentionFirst) {
  Entities entities;
  entities.mentions = {Of(3, 4, 3), Of(0, 1, 0), Of(0, 3, 2)};
  entities.Arrange();
  EXPECT_EQ(entities.mentions[0].end_token, 3);
  EXPECT_EQ(entities.mentions[1].end_token, 1);
  EXPECT_EQ(entities.mentions[2].begin_token, 3);
}

TEST(Entities, FindsOutermostMentionOfHead) {
  Entities entities;
  entities.mentions = {Of(2, 3, 2), Of(0, 3, 2), Of(0, 1, 0)};
  entities.Arrange();
  ASSERT_NE(entities.MentionWithHead(2), nullptr);
  EXPECT_EQ(entities.MentionWithHead(2)->begin_token, 0);
  EXPECT_EQ(entities.MentionWithHead(2)->end_token, 3);
  EXPECT_EQ(entities.MentionWithHead(1), nullptr);
}

TEST(Entities, FindsNothingWithoutMentions) {
  Entities entities;
  entities.Arrange();
  EXPECT_EQ(entities.MentionWithHead(0), nullptr);
}

}  // namespace
}  // namespace dateline::extraction
