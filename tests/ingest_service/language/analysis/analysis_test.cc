#include "ingest_service/language/analysis/analysis.h"

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

TEST(PartOfSpeech, IsFoundByItsName) {
  for (int i = 0; i < kPartOfSpeechCount; ++i) {
    const auto part_of_speech = static_cast<PartOfSpeech>(i);
    EXPECT_EQ(FindPartOfSpeech(PartOfSpeechName(part_of_speech)), part_of_speech);
  }
  EXPECT_EQ(PartOfSpeechName(PartOfSpeech::kPropn), "PROPN");
  EXPECT_EQ(FindPartOfSpeech("GERUND"), std::nullopt);
}

TEST(Relation, IsFoundByItsName) {
  for (int i = 0; i < kRelationCount; ++i) {
    const auto relation = static_cast<Relation>(i);
    EXPECT_EQ(FindRelation(RelationName(relation)), relation);
  }
  EXPECT_EQ(RelationName(Relation::kNsubjPass), "nsubj:pass");
  EXPECT_EQ(RelationName(Relation::kAdvclRelcl), "advcl:relcl");
  EXPECT_EQ(FindRelation("nsubj:passive"), std::nullopt);
}

TEST(NameType, HasAName) {
  EXPECT_EQ(NameTypeName(NameType::kPerson), "PERSON");
  EXPECT_EQ(NameTypeName(NameType::kNationality), "NATIONALITY");
}

}  // namespace
}  // namespace dateline::language
