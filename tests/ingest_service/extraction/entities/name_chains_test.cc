#include "ingest_service/extraction/entities/name_chains.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/annotated.h"
#include "tests/testing/directories.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

const EntityLexicon& Lexicon() {
  static const EntityLexicon lexicon = EntityLexicon::Load(DATELINE_DATA_DIRECTORY).value();
  return lexicon;
}

NameChains Chain(const Annotated& article) {
  return ChainNames(ArticleView(article.document, article.analysis), Lexicon());
}

TEST(NameChains, LinksShortNameWithoutMarksToFullName) {
  const NameChains chains =
      Chain(Annotated({"[PERSON Bùi/NNP Thanh/NNP Sơn/NNP ] met/VBD", "[PERSON Son/NNP ] left/VBD"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 0));
  EXPECT_EQ(chains.entities[0].display_name, "Bùi Thanh Sơn");
  EXPECT_THAT(chains.entities[0].names, ElementsAre("Bùi Thanh Sơn", "Son"));
}

TEST(NameChains, LinksShortNameToFullNameThatComesLater) {
  const NameChains chains = Chain(Annotated({"[PERSON Carter/NNP ] met/VBD", "[PERSON Ash/NNP Carter/NNP ] left/VBD"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 0));
}

TEST(NameChains, KeepsNamesakesApartAndTakesTheNearest) {
  const NameChains chains = Chain(Annotated(
      {"[PERSON Rodrigo/NNP Duterte/NNP ] met/VBD [PERSON Sara/NNP Duterte/NNP ]", "[PERSON Duterte/NNP ] left/VBD"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 1, 1));
}

TEST(NameChains, SkipsMiddleInitial) {
  const NameChains chains =
      Chain(Annotated({"[PERSON John/NNP R./NNP Bolton/NNP ] left/VBD", "[PERSON John/NNP Bolton/NNP ] left/VBD"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 0));
}

TEST(NameChains, JoinsCountryWithItsAdjective) {
  const NameChains chains =
      Chain(Annotated({"[COUNTRY:VN Vietnam/NNP ] met/VBD [NATIONALITY:VN Vietnamese/JJ ] firms/NNS"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 0));
  EXPECT_EQ(chains.entities[0].country_code, "VN");
  EXPECT_THAT(chains.entities[0].names, ElementsAre("Vietnam"));
}

TEST(NameChains, NamesCountryThatOnlyItsAdjectiveNames) {
  const NameChains chains = Chain(Annotated({"[NATIONALITY:VN Vietnamese/JJ ] firms/NNS met/VBD"}));
  EXPECT_EQ(chains.entities[0].type, language::NameType::kCountry);
  EXPECT_EQ(chains.entities[0].display_name, "Vietnam");
}

TEST(NameChains, LinksAcronymToItsDefinition) {
  const NameChains chains =
      Chain(Annotated({"[ORGANIZATION Xanadu/NNP Yak/NNP Party/NNP ] (/-LRB- [ORGANIZATION XQP/NNP ] )/-RRB-",
                       "[ORGANIZATION XQP/NNP ] won/VBD"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 0, 0));
}

TEST(NameChains, LinksAcronymToInitials) {
  const NameChains chains =
      Chain(Annotated({"[ORGANIZATION Xanadu/NNP Yak/NNP Party/NNP ] won/VBD", "[ORGANIZATION XYP/NNP ] won/VBD"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 0));
}

TEST(NameChains, LinksHeadOfOrganizationName) {
  const NameChains chains =
      Chain(Annotated({"[ORGANIZATION Mahan/NNP Air/NNP ] flew/VBD", "[ORGANIZATION Mahan/NNP ] stopped/VBD"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 0));
}

TEST(NameChains, KeepsPersonApartFromOrganizationNamedAfterHim) {
  const NameChains chains =
      Chain(Annotated({"[PERSON Paul/NNP Pogue/NNP ] owns/VBZ [ORGANIZATION Pogue/NNP Construction/NNP ]",
                       "[PERSON Pogue/NNP ] paid/VBD"}));
  EXPECT_THAT(chains.entity_of_name, ElementsAre(0, 1, 0));
}

TEST(NameChains, AcceptsNoNames) { EXPECT_TRUE(Chain(Annotated({"Nothing/NN"})).entities.empty()); }

}  // namespace
}  // namespace dateline::extraction
