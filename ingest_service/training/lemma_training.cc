#include "ingest_service/training/lemma_training.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "ingest_service/language/encoding/characters.h"
#include "ingest_service/language/tagging/lemmatizer.h"

namespace dateline::training {
namespace {

using language::LemmaRule;
using Tags = std::pair<language::PartOfSpeech, std::string>;
using RuleCounts = std::map<LemmaRule, int>;
using LemmaCounts = std::map<std::pair<std::string, std::string>, int>;  // by form and lemma

// An ending has a rule of its own when as many different words have it.
constexpr int kMinEndingWords = 3;

struct WordUnderTags {
  std::string lower_form;
  Tags tags;
  friend auto operator<=>(const WordUnderTags&, const WordUnderTags&) = default;
};

const LemmaRule& MostFrequent(const RuleCounts& counts) {
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

// Of the rules that make one of the lemmas, the one that makes the most; of such, the one that cuts least.
LemmaRule BestRule(const LemmaCounts& counts) {
  std::set<LemmaRule> candidates;
  for (const auto& [word, count] : counts) {
    for (const language::LemmaCase letter_case : language::kLemmaCases)
      candidates.insert(language::FindLemmaRule(word.first, word.second, letter_case));
  }
  const auto merit = [&](const LemmaRule& rule) {
    int right = 0;
    for (const auto& [word, count] : counts) right += rule.Apply(word.first) == word.second ? count : 0;
    // A name that was always seen in capitals can be taken from any letters.
    return std::tuple(right, -rule.cut_characters, rule.letter_case == language::LemmaCase::kLower,
                      rule.letter_case == language::LemmaCase::kCapitalize);
  };
  return *std::max_element(candidates.begin(), candidates.end(),
                           [&](const LemmaRule& a, const LemmaRule& b) { return merit(a) < merit(b); });
}

// The smallest change that most occurrences show.
LemmaRule UsualRule(const LemmaCounts& counts) {
  RuleCounts rules;
  for (const auto& [word, count] : counts) rules[language::FindLemmaRule(word.first, word.second)] += count;
  return MostFrequent(rules);
}

// Endings of the same tags, each with the rule that most different words with it follow.
std::map<WordUnderTags, LemmaRule> LearnEndings(const std::map<WordUnderTags, LemmaRule>& words) {
  std::map<WordUnderTags, RuleCounts> counts;
  for (const auto& [word, rule] : words) {
    for (int length = 0; length <= language::kLongestLemmaEnding; ++length) {
      const std::string ending(language::Ending(word.lower_form, length));
      if (length > 0 && ending == word.lower_form) break;
      ++counts[{ending, word.tags}][rule];
    }
  }
  std::map<WordUnderTags, LemmaRule> endings;
  for (const auto& [ending, rules] : counts) {
    int word_count = 0;
    for (const auto& [rule, count] : rules) word_count += count;
    if (ending.lower_form.empty() || word_count >= kMinEndingWords) endings.emplace(ending, MostFrequent(rules));
  }
  return endings;
}

// The rule of the longest ending of `form` that `endings` holds, `longest` characters at most.
const LemmaRule* RuleByEnding(const std::map<WordUnderTags, LemmaRule>& endings, const WordUnderTags& word,
                              int longest) {
  for (int length = longest; length >= 0; --length) {
    const auto found = endings.find({std::string(language::Ending(word.lower_form, length)), word.tags});
    if (found != endings.end()) return &found->second;
  }
  return nullptr;
}

// Leaves out endings that say the same as the next shorter one.
std::map<WordUnderTags, LemmaRule> LeaveOutRepeated(const std::map<WordUnderTags, LemmaRule>& endings) {
  std::map<WordUnderTags, LemmaRule> kept;
  for (int length = 0; length <= language::kLongestLemmaEnding; ++length) {
    for (const auto& [ending, rule] : endings) {
      if (language::Ending(ending.lower_form, length) != ending.lower_form) continue;
      if (length > 0 && language::Ending(ending.lower_form, length - 1) == ending.lower_form) continue;
      const LemmaRule* shorter = length == 0 ? nullptr : RuleByEnding(kept, ending, length - 1);
      if (shorter == nullptr || *shorter != rule) kept.emplace(ending, rule);
    }
  }
  return kept;
}

class SectionBuilder {
 public:
  void Add(uint64_t key, const LemmaRule& rule) {
    const auto [numbered, is_new] = numbers_.emplace(rule, static_cast<uint16_t>(rules_.size()));
    if (is_new) rules_.push_back(rule);
    rule_of_key_.emplace(key, numbered->second);
  }

  std::string Build() const {
    std::vector<uint64_t> keys;
    std::vector<uint16_t> rule_of_key;
    for (const auto& [key, rule] : rule_of_key_) {
      keys.push_back(key);
      rule_of_key.push_back(rule);
    }
    return language::WriteLemmaSection(rules_, keys, rule_of_key);
  }

 private:
  std::vector<LemmaRule> rules_;
  std::map<LemmaRule, uint16_t> numbers_;
  std::map<uint64_t, uint16_t> rule_of_key_;
};

}  // namespace

std::string TrainLemmas(const std::vector<TreebankSentence>& sentences) {
  std::map<WordUnderTags, LemmaCounts> counts;
  for (const TreebankSentence& sentence : sentences) {
    for (const TreebankWord& word : sentence.words) {
      ++counts[{language::LowerCase(word.form), {word.part_of_speech, word.treebank_tag}}][{word.form, word.lemma}];
    }
  }
  std::map<WordUnderTags, LemmaRule> usual, best;
  for (const auto& [word, lemmas] : counts) {
    usual.emplace(word, UsualRule(lemmas));
    best.emplace(word, BestRule(lemmas));
  }
  const std::map<WordUnderTags, LemmaRule> endings = LeaveOutRepeated(LearnEndings(usual));

  SectionBuilder section;
  for (const auto& [ending, rule] : endings) {
    section.Add(language::LemmaEndingKey(ending.lower_form, ending.tags.first, ending.tags.second), rule);
  }
  for (const auto& [word, rule] : best) {
    const LemmaRule* by_ending = RuleByEnding(endings, word, language::kLongestLemmaEnding);
    if (by_ending != nullptr && *by_ending == rule) continue;
    section.Add(language::LemmaWordKey(word.lower_form, word.tags.first, word.tags.second), rule);
  }
  return section.Build();
}

}  // namespace dateline::training
