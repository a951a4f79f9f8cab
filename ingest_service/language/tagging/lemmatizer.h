// Word and tags -> lemma, by rules that training learns.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_LEMMATIZER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_LEMMATIZER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/model/model_file.h"

namespace dateline::language {

// What becomes of a form's letters first: all small; as they are; the first large and the others small.
enum class LemmaCase : uint8_t { kLower, kKeep, kCapitalize };
inline constexpr LemmaCase kLemmaCases[] = {LemmaCase::kLower, LemmaCase::kKeep, LemmaCase::kCapitalize};

// How a lemma is made from a form: settle its case, cut characters off its end, append others.
struct LemmaRule {
  LemmaCase letter_case = LemmaCase::kLower;
  int cut_characters = 0;
  std::string append;

  std::string Apply(absl::string_view form) const;
  friend auto operator<=>(const LemmaRule&, const LemmaRule&) = default;
};

// The rule that makes `lemma` from `form` with the given case, cutting as little as it can.
LemmaRule FindLemmaRule(absl::string_view form, absl::string_view lemma, LemmaCase letter_case);

// Of the rules that make `lemma` from `form` in lower case or as it is, the one that cuts less.
LemmaRule FindLemmaRule(absl::string_view form, absl::string_view lemma);

// What rules are looked up by: a whole word, or an ending, each with its tags.
uint64_t LemmaWordKey(absl::string_view form, PartOfSpeech part_of_speech, absl::string_view treebank_tag);
uint64_t LemmaEndingKey(absl::string_view ending, PartOfSpeech part_of_speech, absl::string_view treebank_tag);

// The last `count` characters of the lower-case form, the whole of it where it is shorter.
absl::string_view Ending(absl::string_view lower_form, int count);
inline constexpr int kLongestLemmaEnding = 6;

// Section: `tagging/lemmas`: the rules, then keys and the rules they lead to. Thread safety: const.
class Lemmatizer {
 public:
  static absl::StatusOr<std::unique_ptr<const Lemmatizer>> Load(const ModelFile& model);

  // The rule of the word if it has one of its own, else of its longest known ending, else the form: in lower case
  // unless it is a proper noun.
  std::string Lemma(absl::string_view form, PartOfSpeech part_of_speech, absl::string_view treebank_tag) const;

 private:
  Lemmatizer() = default;
  std::vector<LemmaRule> rules_;
  absl::flat_hash_map<uint64_t, uint16_t> rule_of_key_;
};

// What Load reads.
std::string WriteLemmaSection(const std::vector<LemmaRule>& rules, const std::vector<uint64_t>& keys,
                              const std::vector<uint16_t>& rule_of_key);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_LEMMATIZER_H_
