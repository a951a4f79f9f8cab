#include "ingest_service/language/tagging/verb_forms.h"

#include <fstream>
#include <iterator>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace dateline::language {
namespace {

bool IsVowel(char letter) { return absl::StrContains("aeiou", letter); }

bool EndsInSibilant(absl::string_view lemma) {
  return absl::EndsWith(lemma, "s") || absl::EndsWith(lemma, "x") || absl::EndsWith(lemma, "z") ||
         absl::EndsWith(lemma, "ch") || absl::EndsWith(lemma, "sh") || absl::EndsWith(lemma, "o");
}

// "stop": a consonant, one vowel and a consonant that may double.
bool EndsInShortSyllable(absl::string_view lemma) {
  const size_t size = lemma.size();
  if (size < 3) return false;
  const char last = lemma[size - 1];
  const bool doubles = !IsVowel(last) && !absl::StrContains("wxy", last);
  return doubles && IsVowel(lemma[size - 2]) && (!IsVowel(lemma[size - 3]) || absl::EndsWith(lemma, "quit"));
}

int CountVowels(absl::string_view lemma) {
  int count = 0;
  for (char letter : lemma) count += IsVowel(letter);
  return count;
}

}  // namespace

std::vector<std::string> RegularForms(absl::string_view lemma) {
  const absl::string_view stem = lemma.substr(0, lemma.size() - 1);
  if (absl::EndsWith(lemma, "ee"))
    return {absl::StrCat(lemma, "s"), absl::StrCat(lemma, "ing"), absl::StrCat(lemma, "d")};
  if (absl::EndsWith(lemma, "e"))
    return {absl::StrCat(lemma, "s"), absl::StrCat(stem, "ing"), absl::StrCat(lemma, "d")};
  if (absl::EndsWith(lemma, "y") && lemma.size() > 2 && !IsVowel(stem.back())) {
    return {absl::StrCat(stem, "ies"), absl::StrCat(lemma, "ing"), absl::StrCat(stem, "ied")};
  }
  std::vector<std::string> forms = {absl::StrCat(lemma, EndsInSibilant(lemma) ? "es" : "s")};
  // Spelling cannot tell which long verbs double: "admitted", "visited".
  const bool short_syllable = EndsInShortSyllable(lemma);
  for (const bool doubled : {false, true}) {
    if (doubled ? !short_syllable : short_syllable && CountVowels(lemma) == 1) continue;
    const std::string base = doubled ? absl::StrCat(lemma, lemma.substr(lemma.size() - 1)) : std::string(lemma);
    forms.push_back(absl::StrCat(base, "ing"));
    forms.push_back(absl::StrCat(base, "ed"));
  }
  return forms;
}

absl::StatusOr<VerbForms> VerbForms::Load(absl::string_view data_directory) {
  const std::string path = absl::StrCat(data_directory, "/verbs.tsv");
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the verbs ", path));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return Parse(text);
}

VerbForms VerbForms::Parse(absl::string_view text) {
  VerbForms verbs;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    if (line[0] == '#') continue;
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    verbs.lemmas_.insert(std::string(fields[0]));
    for (std::string& form : RegularForms(fields[0])) verbs.lemma_of_form_.try_emplace(std::move(form), fields[0]);
    if (fields.size() < 2) continue;
    for (absl::string_view form : absl::StrSplit(fields[1], '|')) verbs.lemma_of_form_[form] = std::string(fields[0]);
  }
  return verbs;
}

std::string VerbForms::Corrected(absl::string_view form, absl::string_view lemma) const {
  if (lemmas_.contains(lemma)) return std::string(lemma);
  const auto found = lemma_of_form_.find(absl::AsciiStrToLower(form));
  return found == lemma_of_form_.end() ? std::string(lemma) : found->second;
}

void VerbForms::Correct(absl::Span<const absl::string_view> words, absl::Span<Token> tokens) const {
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].part_of_speech == PartOfSpeech::kVerb) tokens[i].lemma = Corrected(words[i], tokens[i].lemma);
  }
}

}  // namespace dateline::language
