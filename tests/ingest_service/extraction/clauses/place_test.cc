#include "ingest_service/extraction/clauses/place.h"

#include "gtest/gtest.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::Treebank;

// The name of the place of an event at `word`; "" if none is found.
std::string PlaceOf(const Treebank& text, absl::string_view word) {
  const language::Tree tree(text.analysis);
  const int token = text.TokenOf(word);
  const auto place = FindPlace(tree, text.entities, token, token);
  return place.has_value() ? text.entities.entities[place->entity].display_name : "";
}

TEST(FindPlace, InItsPhraseAndInItsComplements) {
  const Treebank text(
      "the the DET DT 2 det\n"
      "outcome outcome NOUN NN 0 root\n"
      "of of ADP IN 5 case\n"
      "the the DET DT 5 det\n"
      "meeting meeting NOUN NN 2 nmod\n"
      "between between ADP IN 7 case\n"
      "Laos Laos PROPN NNP 5 nmod COUNTRY:LA\n"
      "in in ADP IN 9 case\n"
      "Oslo Oslo PROPN NNP 5 nmod PLACE:Oslo\n");
  EXPECT_EQ(PlaceOf(text, "meeting"), "Oslo");
  EXPECT_EQ(PlaceOf(text, "outcome"), "Oslo");
  EXPECT_EQ(PlaceOf(text, "Laos"), "");
}

TEST(FindPlace, OnThoseWhoTakePart) {
  const Treebank text(
      "Ann Ann PROPN NNP 2 nsubj PERSON:Ann\n"
      "met meet VERB VBD 0 root\n"
      "with with ADP IN 4 case\n"
      "Bob Bob PROPN NNP 2 obl PERSON:Bob\n"
      "in in ADP IN 6 case\n"
      "Oslo Oslo PROPN NNP 4 nmod PLACE:Oslo\n");
  EXPECT_EQ(PlaceOf(text, "met"), "Oslo");
}

TEST(FindPlace, AnAddresseeLeadsNowhere) {
  const Treebank text(
      "Ann Ann PROPN NNP 2 nsubj PERSON:Ann\n"
      "wrote write VERB VBD 0 root\n"
      "to to ADP IN 4 case\n"
      "friends friend NOUN NNS 2 obl\n"
      "in in ADP IN 6 case\n"
      "Oslo Oslo PROPN NNP 4 nmod PLACE:Oslo\n");
  EXPECT_EQ(PlaceOf(text, "wrote"), "");
}

TEST(FindPlace, BeforeWhere) {
  const Treebank text(
      "Ann Ann PROPN NNP 2 nsubj PERSON:Ann\n"
      "left leave VERB VBD 0 root\n"
      "Oslo Oslo PROPN NNP 2 obj PLACE:Oslo\n"
      ", , PUNCT , 7 punct\n"
      "where where ADV WRB 7 advmod\n"
      "Bob Bob PROPN NNP 7 nsubj PERSON:Bob\n"
      "spoke speak VERB VBD 1 acl:relcl\n");
  EXPECT_EQ(PlaceOf(text, "spoke"), "Oslo");
  EXPECT_EQ(PlaceOf(text, "left"), "");
}

}  // namespace
}  // namespace dateline::extraction
