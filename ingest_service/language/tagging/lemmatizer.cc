#include "ingest_service/language/tagging/lemmatizer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "ingest_service/language/encoding/characters.h"
#include "ingest_service/language/model/section.h"

namespace dateline::language {
namespace {

constexpr uint64_t kWordKind = 1;
constexpr uint64_t kEndingKind = 2;

absl::Status DoesNotFit() { return absl::DataLossError("the model's tagging/lemmas does not fit together"); }

bool BeginsCharacter(char byte) { return (static_cast<uint8_t>(byte) & 0xC0) != 0x80; }

int CountCharacters(absl::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), BeginsCharacter));
}

uint64_t Key(absl::string_view text, uint64_t kind, PartOfSpeech part_of_speech, absl::string_view treebank_tag) {
  return HashText(treebank_tag, HashText(text, kind * 64 + static_cast<uint64_t>(part_of_speech)));
}

size_t CommonPrefix(absl::string_view a, absl::string_view b) {
  size_t size = std::mismatch(a.begin(), a.begin() + std::min(a.size(), b.size()), b.begin()).first - a.begin();
  while (size > 0 && ((size < a.size() && !BeginsCharacter(a[size])) || (size < b.size() && !BeginsCharacter(b[size]))))
    --size;
  return size;
}

std::string WithCase(absl::string_view form, LemmaCase letter_case) {
  if (letter_case == LemmaCase::kKeep) return std::string(form);
  std::string lower = LowerCase(form);
  if (letter_case == LemmaCase::kLower || lower.empty()) return lower;
  size_t rest = 0;
  std::string capitalized;
  AppendCharacter(u_toupper(NextCharacter(lower, rest)), capitalized);
  return capitalized + lower.substr(rest);
}

}  // namespace

absl::string_view Ending(absl::string_view lower_form, int count) {
  size_t begin = lower_form.size();
  while (begin > 0 && count > 0) {
    --begin;
    if (BeginsCharacter(lower_form[begin])) --count;
  }
  return lower_form.substr(begin);
}

std::string LemmaRule::Apply(absl::string_view form) const {
  std::string lemma = WithCase(form, letter_case);
  lemma.resize(lemma.size() - Ending(lemma, cut_characters).size());
  return lemma + append;
}

LemmaRule FindLemmaRule(absl::string_view form, absl::string_view lemma, LemmaCase letter_case) {
  const std::string cased = WithCase(form, letter_case);
  const size_t kept = CommonPrefix(cased, lemma);
  return {letter_case, CountCharacters(absl::string_view(cased).substr(kept)), std::string(lemma.substr(kept))};
}

LemmaRule FindLemmaRule(absl::string_view form, absl::string_view lemma) {
  const LemmaRule lower = FindLemmaRule(form, lemma, LemmaCase::kLower);
  const LemmaRule cased = FindLemmaRule(form, lemma, LemmaCase::kKeep);
  return cased.cut_characters < lower.cut_characters ? cased : lower;
}

uint64_t LemmaWordKey(absl::string_view form, PartOfSpeech part_of_speech, absl::string_view treebank_tag) {
  return Key(form, kWordKind, part_of_speech, treebank_tag);
}

uint64_t LemmaEndingKey(absl::string_view ending, PartOfSpeech part_of_speech, absl::string_view treebank_tag) {
  return Key(ending, kEndingKind, part_of_speech, treebank_tag);
}

std::string WriteLemmaSection(const std::vector<LemmaRule>& rules, const std::vector<uint64_t>& keys,
                              const std::vector<uint16_t>& rule_of_key) {
  SectionWriter writer;
  writer.WriteNumber(static_cast<uint32_t>(rules.size()));
  for (const LemmaRule& rule : rules) {
    writer.WriteNumber(static_cast<uint32_t>(rule.letter_case));
    writer.WriteNumber(static_cast<uint32_t>(rule.cut_characters));
    writer.WriteString(rule.append);
  }
  writer.WriteArray<uint64_t>(keys);
  writer.WriteArray<uint16_t>(rule_of_key);
  return writer.bytes();
}

absl::StatusOr<std::unique_ptr<const Lemmatizer>> Lemmatizer::Load(const ModelFile& model) {
  const absl::StatusOr<absl::string_view> section = model.Section("tagging/lemmas");
  if (!section.ok()) return section.status();
  SectionReader reader(*section);
  std::unique_ptr<Lemmatizer> lemmatizer(new Lemmatizer);
  const uint32_t rule_count = reader.ReadNumber();
  for (uint32_t i = 0; i < rule_count && reader.status().ok(); ++i) {
    LemmaRule rule;
    const uint32_t letter_case = reader.ReadNumber();
    if (letter_case >= std::size(kLemmaCases)) return DoesNotFit();
    rule.letter_case = kLemmaCases[letter_case];
    rule.cut_characters = static_cast<int>(std::min<uint32_t>(reader.ReadNumber(), std::numeric_limits<int>::max()));
    rule.append = std::string(reader.ReadString());
    lemmatizer->rules_.push_back(std::move(rule));
  }
  const absl::Span<const uint64_t> keys = reader.ReadArray<uint64_t>();
  const absl::Span<const uint16_t> rules = reader.ReadArray<uint16_t>();
  if (!reader.status().ok()) return reader.status();
  const auto in_range = [&](uint16_t rule) { return rule < lemmatizer->rules_.size(); };
  if (keys.size() != rules.size() || !std::all_of(rules.begin(), rules.end(), in_range)) {
    return DoesNotFit();
  }
  lemmatizer->rule_of_key_.reserve(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) lemmatizer->rule_of_key_.emplace(keys[i], rules[i]);
  return lemmatizer;
}

std::string Lemmatizer::Lemma(absl::string_view form, PartOfSpeech part_of_speech,
                              absl::string_view treebank_tag) const {
  const std::string lower = LowerCase(form);
  const auto word = rule_of_key_.find(LemmaWordKey(lower, part_of_speech, treebank_tag));
  if (word != rule_of_key_.end()) return rules_[word->second].Apply(form);
  for (int count = kLongestLemmaEnding; count >= 0; --count) {
    const auto ending = rule_of_key_.find(LemmaEndingKey(Ending(lower, count), part_of_speech, treebank_tag));
    if (ending != rule_of_key_.end()) return rules_[ending->second].Apply(form);
  }
  return part_of_speech == PartOfSpeech::kPropn ? std::string(form) : lower;
}

}  // namespace dateline::language
