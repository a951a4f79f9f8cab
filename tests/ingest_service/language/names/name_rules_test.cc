#include "ingest_service/language/names/name_rules.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/language/names/marked_text.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::pair<std::string, Certainty>> Candidates(absl::string_view text) {
  const MarkedText marked(text);
  std::vector<std::pair<std::string, Certainty>> found;
  for (const CandidateName& candidate : FindCandidates(marked.tokens, marked.simple.sentences[0])) {
    found.emplace_back(marked.Words(candidate.name), candidate.certainty);
  }
  return found;
}

TEST(FindCandidates, IsSureOfAPersonAfterATitle) {
  EXPECT_THAT(Candidates("when President Talon spoke"), ElementsAre(Pair("Talon", Certainty::kEvident)));
}

TEST(FindCandidates, ThinksSeveralCapitalisedWordsAPerson) {
  EXPECT_THAT(Candidates("when Mariela Belski spoke"), ElementsAre(Pair("Mariela Belski", Certainty::kLikely)));
}

TEST(FindCandidates, GuessesALoneWord) {
  EXPECT_THAT(Candidates("as Zorvex fell"), ElementsAre(Pair("Zorvex", Certainty::kGuess)));
}

TEST(FindCandidates, DoubtsACapitalisedCommonWord) {
  EXPECT_THAT(Candidates("called it Freedom today"), ElementsAre(Pair("Freedom", Certainty::kDoubtful)));
}

TEST(FindCandidates, TakesTheFullNameOfADistrict) {
  EXPECT_THAT(Candidates("the Northern District of Texas court"),
              ElementsAre(Pair("Northern District of Texas", Certainty::kLikely)));
}

TEST(FindCandidates, TakesTitleWordIntoOrganization) {
  EXPECT_THAT(Candidates("the General Services Administration said"),
              ElementsAre(Pair("General Services Administration", Certainty::kEvident)));
}

TEST(FindCandidates, PartsADashFromAName) {
  EXPECT_THAT(Candidates("from BAGHDAD - Zarbo Task Force said"),
              ElementsAre(Pair("BAGHDAD", Certainty::kEvident), Pair("Zarbo Task Force", Certainty::kEvident)));
}

TEST(FindCandidates, TakesNoHeadlineWordsForAcronyms) {
  for (const auto& [words, certainty] : Candidates("STOCKS FALL AGAIN TODAY"))
    EXPECT_EQ(certainty, Certainty::kDoubtful) << words;
}

TEST(FindCandidates, FindsNothingInSmallLetters) { EXPECT_THAT(Candidates("nothing happened there"), IsEmpty()); }

}  // namespace
}  // namespace dateline::language
