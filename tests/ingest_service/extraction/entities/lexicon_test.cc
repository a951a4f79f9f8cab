#include "ingest_service/extraction/entities/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/directories.h"

namespace dateline::extraction {
namespace {

using ::testing::Ne;

TEST(EntityLexicon, KnowsNounsPronounsAndTitleWords) {
  const EntityLexicon lexicon = EntityLexicon::Load(DATELINE_DATA_DIRECTORY).value();
  ASSERT_NE(lexicon.FindRoleNoun("airline"), nullptr);
  EXPECT_EQ(lexicon.FindRoleNoun("airline")->kinds, kOrganizationNoun);
  ASSERT_NE(lexicon.FindPronoun("she"), nullptr);
  EXPECT_EQ(lexicon.FindPronoun("she")->gender, Gender::kFemale);
  EXPECT_NE(lexicon.TitleWordClasses("former") & kFormerWord, 0u);
  EXPECT_EQ(lexicon.FindRoleNoun("table"), nullptr);
}

TEST(EntityLexicon, NamesMissingFile) {
  const absl::StatusOr<EntityLexicon> lexicon = EntityLexicon::Load("/nowhere");
  EXPECT_EQ(lexicon.status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace dateline::extraction
