#include "query_service/answers/title_words.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/string_view.h"
#include "platform/unicode/fold.h"

namespace dateline::answers {
namespace {

bool JoinsWords(absl::string_view word) {
  return word == "and" || word == "for" || word == "of" || word == "s" || word == "the";
}

std::vector<std::string> WordsOf(absl::string_view text) {
  std::vector<std::string> words = unicode::FoldedWords(text);
  std::erase_if(words, JoinsWords);
  return words;
}

std::string SortedInitials(const std::vector<std::string>& words) {
  std::string initials;
  for (const std::string& word : words) initials += word.front();
  absl::c_sort(initials);
  return initials;
}

bool IsShortFor(std::string word, const std::string& sorted_initials) {
  absl::c_sort(word);
  return word.size() >= 2 && absl::c_includes(sorted_initials, word);
}

}  // namespace

TitleWords::TitleWords(absl::Span<const std::string> folded) : words_(folded.begin(), folded.end()) {
  std::erase_if(words_, JoinsWords);
}

void TitleWords::Remove(const v1::Fact& office) {
  const auto remove = [this](absl::string_view text) {
    const std::vector<std::string> known = WordsOf(text);
    const std::string initials = SortedInitials(known);
    std::erase_if(words_, [&](const std::string& word) {
      return absl::c_linear_search(known, word) || IsShortFor(word, initials);
    });
  };
  remove(office.office().title());
  remove(office.office().normalized_title());
  for (const v1::Participant& participant : office.participants()) {
    if (participant.role() == v1::PARTICIPANT_ROLE_HOLDER) continue;
    remove(participant.display_name());
    remove(participant.mention().text());
  }
}

}  // namespace dateline::answers
