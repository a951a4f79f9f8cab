#include "query_service/answers/name_score.h"

#include "gmock/gmock.h"
#include "platform/unicode/edit_distance.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::EntityOf;
using ::testing::DoubleEq;

TEST(NameScore, IsOneForTheWholeNameInAnySpelling) {
  EXPECT_THAT(NameScore("BUI THANH SON", EntityOf("entities/x", "Bùi Thanh Sơn"), false), DoubleEq(1));
  EXPECT_THAT(NameScore("Jean Noel Barrot", EntityOf("entities/x", "Jean-Noël Barrot"), false), DoubleEq(1));
}

TEST(NameScore, IsLessForAnAlias) {
  EXPECT_THAT(NameScore("Vietnam", EntityOf("entities/vn", "Việt Nam", {"Vietnam"}), false), DoubleEq(0.95));
}

TEST(NameScore, OfAPartIsItsShareOfTheName) {
  EXPECT_THAT(NameScore("Sơn", EntityOf("entities/x", "Bùi Thanh Sơn"), false), DoubleEq(0.9 / 3));
  EXPECT_THAT(NameScore("son bui", EntityOf("entities/x", "Bùi Thanh Sơn"), false), DoubleEq(0.9 * 2 / 3));
}

TEST(NameScore, OfTheWordsInAnotherOrderIsLessThanWhole) {
  EXPECT_THAT(NameScore("Thanh Son Bui", EntityOf("entities/x", "Bùi Thanh Sơn"), false), DoubleEq(0.9));
}

TEST(NameScore, IsZeroWhenAWordIsMissing) {
  EXPECT_THAT(NameScore("Son Kim", EntityOf("entities/x", "Bùi Thanh Sơn"), false), DoubleEq(0));
  EXPECT_THAT(NameScore("Son Son", EntityOf("entities/x", "Bùi Thanh Sơn"), false), DoubleEq(0));
  EXPECT_THAT(NameScore("…", EntityOf("entities/x", "Bùi Thanh Sơn"), false), DoubleEq(0));
}

TEST(NameScore, WithSlipsIsLessByTheShareOfWrongLetters) {
  const v1::Entity son = EntityOf("entities/x", "Bùi Thanh Sơn");
  EXPECT_THAT(NameScore("Bui Thahn Son", son, false), DoubleEq(0));
  EXPECT_THAT(NameScore("Bui Thahn Son", son, true), DoubleEq(0.9 * (1 - 1.0 / 5)));
  EXPECT_THAT(NameScore("Thahn", son, true), DoubleEq(0.9 * (1 - 1.0 / 5) / 3));
}

TEST(NameScore, AllowsNoSlipInAShortWord) {
  EXPECT_THAT(NameScore("Bui Thanh San", EntityOf("entities/x", "Bùi Thanh Sơn"), true), DoubleEq(0));
}

TEST(AllowedSlips, GrowWithTheWord) {
  EXPECT_EQ(AllowedSlips(U"son"), 0);
  EXPECT_EQ(AllowedSlips(U"thanh"), 1);
  EXPECT_EQ(AllowedSlips(U"barroso"), 1);
  EXPECT_EQ(AllowedSlips(U"sokhonns"), 2);
}

}  // namespace
}  // namespace dateline::answers
