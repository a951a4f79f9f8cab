#include "query_service/answers/name_score.h"

#include <algorithm>

#include "platform/unicode/edit_distance.h"
#include "platform/unicode/fold.h"

namespace dateline::answers {
namespace {

using Words = std::vector<std::string>;

constexpr double kAliasScore = 0.95;
constexpr double kPartScore = 0.9;

// How much of `word` the other one is: 1: the same; 0: another word.
double Nearness(const std::string& word, const std::string& other, bool allows_slips) {
  if (word == other) return 1;
  if (!allows_slips) return 0;
  const std::u32string letters = unicode::CodePoints(word);
  const int allowed = AllowedSlips(letters);
  const int slips = unicode::EditDistance(letters, unicode::CodePoints(other), allowed);
  return slips > allowed ? 0 : 1 - slips / static_cast<double>(letters.size());
}

// The share of the name's words that are in `words`; 0 unless the name has all of `words`.
double ShareOfName(const Words& words, const Words& name, bool allows_slips) {
  Words rest = name;
  double nearness = 1;
  for (const std::string& word : words) {
    const auto nearest = std::max_element(rest.begin(), rest.end(), [&](const auto& left, const auto& right) {
      return Nearness(word, left, allows_slips) < Nearness(word, right, allows_slips);
    });
    if (nearest == rest.end()) return 0;
    nearness *= Nearness(word, *nearest, allows_slips);
    if (nearness == 0) return 0;
    rest.erase(nearest);
  }
  return name.empty() ? 0 : nearness * static_cast<double>(words.size()) / static_cast<double>(name.size());
}

}  // namespace

int AllowedSlips(const std::u32string& word) {
  constexpr size_t kLettersOfOneSlip = 4;
  constexpr size_t kLettersOfTwoSlips = 8;
  if (word.size() >= kLettersOfTwoSlips) return 2;
  return word.size() >= kLettersOfOneSlip ? 1 : 0;
}

double NameScore(absl::string_view text, const v1::Entity& entity, bool allows_slips) {
  const Words words = unicode::FoldedWords(text);
  if (words.empty()) return 0;
  const Words display_name = unicode::FoldedWords(entity.display_name());
  if (words == display_name) return 1;
  double share = ShareOfName(words, display_name, allows_slips);
  for (const std::string& alias : entity.aliases()) {
    const Words alias_words = unicode::FoldedWords(alias);
    if (words == alias_words) return kAliasScore;
    share = std::max(share, ShareOfName(words, alias_words, allows_slips));
  }
  return kPartScore * share;
}

}  // namespace dateline::answers
