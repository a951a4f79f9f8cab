#include "ingest_service/language/names/document_memory.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/language/names/marked_text.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Settles the candidates and gives the names' words.
std::vector<std::string> Settle(const MarkedText& text, std::vector<CandidateName> candidates,
                                std::vector<Name>* names = nullptr) {
  DocumentMemory memory(text.tokens);
  memory.Learn(candidates);
  std::vector<std::string> words;
  for (const Name& name : memory.Settle(std::move(candidates))) {
    words.push_back(text.Words(name));
    if (names != nullptr) names->push_back(name);
  }
  return words;
}

TEST(DocumentMemory, AddsTheShortNameOfAKnownPerson) {
  const MarkedText text("Alexei Navalny fell\nNavalny woke");
  EXPECT_THAT(Settle(text, {{{0, 2, NameType::kPerson, ""}, Certainty::kLikely}}),
              ElementsAre("Alexei Navalny", "Navalny"));
}

TEST(DocumentMemory, OverrulesAGuessByAKnownPerson) {
  const MarkedText text("Barack Obama came\nObama left");
  std::vector<Name> names;
  Settle(text,
         {{{0, 2, NameType::kPerson, ""}, Certainty::kLikely}, {{3, 4, NameType::kPlace, "JP"}, Certainty::kGuess}},
         &names);
  ASSERT_EQ(names.size(), 2u);
  EXPECT_EQ(names[1].type, NameType::kPerson);
  EXPECT_EQ(names[1].country_code, "");
}

TEST(DocumentMemory, FindsAKnownPersonAtTheEndOfAnOrganization) {
  const MarkedText text("Foreign Affairs Prak Sokhonn spoke\nPrak Sokhonn left");
  std::vector<Name> names;
  EXPECT_THAT(Settle(text,
                     {{{0, 4, NameType::kOrganization, ""}, Certainty::kLikely},
                      {{5, 7, NameType::kPerson, ""}, Certainty::kLikely}},
                     &names),
              ElementsAre("Prak Sokhonn", "Prak Sokhonn"));
  EXPECT_EQ(names[0].type, NameType::kPerson);
}

TEST(DocumentMemory, FindsAKnownPersonBehindATitleButNotBehindAnotherWord) {
  const std::vector<CandidateName> candidates = {{{0, 2, NameType::kOrganization, ""}, Certainty::kLikely},
                                                 {{3, 4, NameType::kPerson, ""}, Certainty::kLikely}};
  EXPECT_THAT(Settle(MarkedText("FM Son spoke\nSon left"), candidates), ElementsAre("Son", "Son"));
  EXPECT_THAT(Settle(MarkedText("Radio Son spoke\nSon left"), candidates), ElementsAre("Radio Son", "Son"));
}

TEST(DocumentMemory, KeepsWhatIsEvident) {
  const MarkedText text("Michael Jordan came\nJordan agreed");
  std::vector<Name> names;
  Settle(text,
         {{{0, 2, NameType::kPerson, ""}, Certainty::kLikely}, {{3, 4, NameType::kCountry, "JO"}, Certainty::kEvident}},
         &names);
  ASSERT_EQ(names.size(), 2u);
  EXPECT_EQ(names[1].type, NameType::kCountry);
}

TEST(DocumentMemory, DropsWhatStaysDoubtful) {
  EXPECT_THAT(Settle(MarkedText("called it Freedom"), {{{2, 3, NameType::kPerson, ""}, Certainty::kDoubtful}}),
              IsEmpty());
}

TEST(DocumentMemory, LearnsAnAcronymOfAnOrdinaryPhrase) {
  const MarkedText text("the Iraqi security forces (ISF) came\nISF left");
  std::vector<Name> names;
  EXPECT_THAT(Settle(text, {}, &names), ElementsAre("ISF", "ISF"));
  EXPECT_EQ(names[0].type, NameType::kOrganization);
  EXPECT_EQ(names[0].country_code, "IQ");
}

TEST(DocumentMemory, LearnsNoAcronymThatDoesNotSpellTheWords) {
  EXPECT_THAT(Settle(MarkedText("the Iraqi security forces (XYZ) came"), {}), IsEmpty());
}

TEST(DocumentMemory, TakesACoinedShortNameInParenthesesForTheOrganization) {
  const MarkedText text("the Institute of Volcanology (Phivolcs) said\nPhivolcs left");
  std::vector<Name> names;
  Settle(text,
         {{{1, 4, NameType::kOrganization, "PH"}, Certainty::kEvident},
          {{5, 6, NameType::kPerson, ""}, Certainty::kGuess},
          {{8, 9, NameType::kPerson, ""}, Certainty::kGuess}},
         &names);
  ASSERT_EQ(names.size(), 3u);
  EXPECT_EQ(names[1].type, NameType::kOrganization);
  EXPECT_EQ(names[2].country_code, "PH");
}

}  // namespace
}  // namespace dateline::language
