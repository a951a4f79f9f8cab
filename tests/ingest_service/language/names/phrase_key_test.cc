#include "ingest_service/language/names/phrase_key.h"

#include "gtest/gtest.h"

namespace dateline::language {
namespace {

TEST(ExtendPhrase, GivesOneKeyHoweverATokenizerCuts) {
  uint64_t parts = ExtendPhrase(kEmptyPhrase, "people");
  parts = ExtendPhrase(parts, "'s");
  EXPECT_EQ(parts, ExtendPhrase(kEmptyPhrase, "people's"));
  EXPECT_EQ(parts, ExtendPhrase(kEmptyPhrase, "people’s"));
}

TEST(ExtendPhrase, DropsPeriods) { EXPECT_EQ(ExtendPhrase(kEmptyPhrase, "u.s."), ExtendPhrase(kEmptyPhrase, "us")); }

TEST(ExtendPhrase, PartsWordsAtHyphens) {
  EXPECT_EQ(ExtendPhrase(ExtendPhrase(kEmptyPhrase, "guinea"), "bissau"), ExtendPhrase(kEmptyPhrase, "guinea-bissau"));
}

TEST(ExtendPhrase, TellsWordBoundariesApart) {
  EXPECT_NE(ExtendPhrase(ExtendPhrase(kEmptyPhrase, "to"), "lam"), ExtendPhrase(kEmptyPhrase, "tolam"));
}

TEST(ExtendPhrase, IsUnchangedByPunctuation) {
  const uint64_t key = ExtendPhrase(kEmptyPhrase, "laos");
  EXPECT_EQ(ExtendPhrase(key, ","), key);
  EXPECT_EQ(ExtendPhrase(kEmptyPhrase, "—"), kEmptyPhrase);
}

}  // namespace
}  // namespace dateline::language
