#include "ingest_service/extraction/entities/title_holders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest_service/extraction/entities/find_entities.h"
#include "tests/testing/annotated.h"
#include "tests/testing/directories.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "title @holder +COUNTRY /ORGANIZATION", one a title.
std::vector<std::string> TitlesOf(const Annotated& article) {
  static const EntityLexicon lexicon = EntityLexicon::Load(DATELINE_DATA_DIRECTORY).value();
  const Entities entities = FindEntities(article.document, article.analysis, lexicon);
  std::vector<std::string> lines;
  for (const Title& title : entities.titles) {
    std::string line = title.text + " @" + entities.entities[title.holder].display_name;
    if (title.country >= 0) line += " +" + entities.entities[title.country].country_code;
    if (title.organization >= 0) line += " /" + entities.entities[title.organization].display_name;
    lines.push_back(line);
  }
  return lines;
}

TEST(TitleHolders, TakesCompoundTitleBeforeName) {
  EXPECT_THAT(
      TitlesOf(Annotated({"[NATIONALITY:VN Vietnamese/JJ ] Deputy/NNP Prime/NNP Minister/NNP and/CC Minister/NNP of/IN "
                          "Foreign/NNP Affairs/NNP [PERSON Bùi/NNP Thanh/NNP Sơn/NNP ] left/VBD"})),
      ElementsAre("Deputy Prime Minister @Bùi Thanh Sơn +VN", "Minister of Foreign Affairs @Bùi Thanh Sơn +VN"));
}

TEST(TitleHolders, TakesTitleOfOrganizationBeforeName) {
  EXPECT_THAT(
      TitlesOf(Annotated({"President/NNP of/IN the/DT [ORGANIZATION Cambodian/JJ People/NNP 's/POS Party/NNP ] (/-LRB- "
                          "[ORGANIZATION CPP/NNP ] )/-RRB- [PERSON Hun/NNP Sen/NNP ] spoke/VBD"})),
      ElementsAre("President @Hun Sen /Cambodian People 's Party"));
}

TEST(TitleHolders, TakesCounterpartAsTheOthersTitle) {
  EXPECT_THAT(
      TitlesOf(Annotated(
          {"[NATIONALITY:EG Egyptian/JJ ] foreign/JJ minister/NN [PERSON Sameh/NNP Shoukry/NNP ] and/CC his/PRP$ "
           "[NATIONALITY:GR Greek/JJ ] and/CC [NATIONALITY:FR French/JJ ] counterparts/NNS ,/, "
           "[PERSON Nikos/NNP Dendias/NNP ] and/CC [PERSON Jean/NNP Drian/NNP ] ,/, met/VBD"})),
      ElementsAre("foreign minister @Sameh Shoukry +EG", "foreign minister @Nikos Dendias +GR",
                  "foreign minister @Jean Drian +FR"));
}

TEST(TitleHolders, TakesAppositionAfterName) {
  EXPECT_THAT(TitlesOf(Annotated({"[PERSON Carrie/NNP Lam/NNP ] ,/, the/DT chief/JJ executive/NN of/IN [COUNTRY:HK "
                                  "Hong/NNP Kong/NNP ] ,/, spoke/VBD"})),
              ElementsAre("chief executive @Carrie Lam +HK"));
}

TEST(TitleHolders, TakesAppositionBeforeName) {
  EXPECT_THAT(TitlesOf(Annotated(
                  {"[ORGANIZATION Mahan/NNP ] 's/POS director/NN ,/, [PERSON Hamid/NNP Khanooki/NNP ] ,/, spoke/VBD"})),
              ElementsAre("director @Hamid Khanooki /Mahan"));
}

TEST(TitleHolders, TakesRelativeClause) {
  EXPECT_THAT(TitlesOf(Annotated({"[PERSON Mike/NNP Pompeo/NNP ] who/WP is/VBZ the/DT secretary/NN of/IN state/NN"})),
              ElementsAre("secretary of state @Mike Pompeo"));
}

TEST(TitleHolders, TakesPostOfTitle) {
  EXPECT_THAT(
      TitlesOf(Annotated(
          {"[PERSON Kevin/NNP McCarthy/NNP ] ,/, who/WP held/VBD the/DT post/NN of/IN Speaker/NNP ,/, lost/VBD"})),
      ElementsAre("Speaker @Kevin McCarthy"));
}

TEST(TitleHolders, SharesPluralTitle) {
  EXPECT_THAT(
      TitlesOf(Annotated({"Presidents/NNPS [PERSON Muhammadu/NNP Buhari/NNP ] of/IN [COUNTRY:NG Nigeria/NNP ] and/CC "
                          "[PERSON Patrice/NNP Talon/NNP ] of/IN [COUNTRY:BJ Benin/NNP ] signed/VBD"})),
      ElementsAre("President @Muhammadu Buhari +NG", "President @Patrice Talon +BJ"));
}

TEST(TitleHolders, KeepsPlaceOfMayorInTitle) {
  EXPECT_THAT(TitlesOf(Annotated(
                  {"[PERSON Sara/NNP Duterte/NNP ] ,/, mayor/NN of/IN [PLACE Davao/NNP City/NNP ] ,/, spoke/VBD"})),
              ElementsAre("mayor of Davao City @Sara Duterte"));
}

TEST(TitleHolders, KeepsModifyingNounsAndLeavesBodiesOut) {
  EXPECT_THAT(TitlesOf(Annotated({"[ORGANIZATION AU/NNP ] trade/NN and/CC industry/NN commissioner/NN [PERSON "
                                  "Albert/NNP Muchanga/NNP ] spoke/VBD"})),
              ElementsAre("trade and industry commissioner @Albert Muchanga /AU"));
}

TEST(TitleHolders, GivesNoTitleToPossessor) {
  EXPECT_THAT(TitlesOf(Annotated({"[PERSON Angela/NNP Merkel/NNP ] 's/POS spokesperson/NN spoke/VBD"})), IsEmpty());
}

}  // namespace
}  // namespace dateline::extraction
