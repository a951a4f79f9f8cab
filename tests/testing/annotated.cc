#include "tests/testing/annotated.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace dateline::testing {
namespace {

using language::PartOfSpeech;

constexpr std::pair<absl::string_view, PartOfSpeech> kParts[] = {
    {"NNP", PartOfSpeech::kPropn}, {"NN", PartOfSpeech::kNoun},  {"VB", PartOfSpeech::kVerb},
    {"MD", PartOfSpeech::kAux},    {"JJ", PartOfSpeech::kAdj},   {"RB", PartOfSpeech::kAdv},
    {"DT", PartOfSpeech::kDet},    {"PRP", PartOfSpeech::kPron}, {"WP", PartOfSpeech::kPron},
    {"WDT", PartOfSpeech::kPron},  {"IN", PartOfSpeech::kAdp},   {"TO", PartOfSpeech::kPart},
    {"POS", PartOfSpeech::kPart},  {"CC", PartOfSpeech::kCconj}, {"CD", PartOfSpeech::kNum}};

PartOfSpeech PartOf(absl::string_view tag) {
  for (const auto& [prefix, part] : kParts) {
    if (absl::StartsWith(tag, prefix)) return part;
  }
  return PartOfSpeech::kPunct;
}

language::NameType TypeOf(absl::string_view name) {
  using language::NameType;
  if (name == "PERSON") return NameType::kPerson;
  if (name == "ORGANIZATION") return NameType::kOrganization;
  if (name == "COUNTRY") return NameType::kCountry;
  return name == "PLACE" ? NameType::kPlace : NameType::kNationality;
}

}  // namespace

Annotated::Annotated(std::initializer_list<absl::string_view> lines) {
  for (absl::string_view line : lines) AddLine(line);
}

void Annotated::AddLine(absl::string_view line) {
  const int begin = static_cast<int>(analysis.tokens.size());
  const auto begin_byte = static_cast<uint32_t>(document.text.size());
  for (absl::string_view item : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
    if (item[0] == '[' && item.size() > 1) {
      const std::vector<absl::string_view> parts = absl::StrSplit(item.substr(1), ':');
      language::Name& name = analysis.names.emplace_back();
      name.begin_token = static_cast<int>(analysis.tokens.size());
      name.type = TypeOf(parts[0]);
      if (parts.size() > 1) name.country_code = std::string(parts[1]);
    } else if (item == "]") {
      analysis.names.back().end_token = static_cast<int>(analysis.tokens.size());
    } else {
      const size_t slash = item.rfind('/');
      AddWord(item.substr(0, slash), item.substr(slash + 1));
    }
  }
  const text::Span span = {begin_byte, static_cast<uint32_t>(document.text.size())};
  analysis.sentences.push_back(
      {span, begin, static_cast<int>(analysis.tokens.size()), static_cast<int>(document.blocks.size())});
  document.blocks.push_back({span});
  document.text += "\n\n";
}

void Annotated::AddWord(absl::string_view form, absl::string_view tag) {
  if (!document.text.empty() && document.text.back() != '\n') document.text += ' ';
  language::Token token;
  token.span.begin_byte = static_cast<uint32_t>(document.text.size());
  document.text += std::string(form);
  token.span.end_byte = static_cast<uint32_t>(document.text.size());
  token.treebank_tag = std::string(tag);
  token.part_of_speech = PartOf(tag);
  analysis.tokens.push_back(token);
}

int Annotated::TokenOf(absl::string_view word, int nth) const {
  for (size_t t = 0; t < analysis.tokens.size(); ++t) {
    if (text::Slice(document.text, analysis.tokens[t].span) == word && --nth == 0) return static_cast<int>(t);
  }
  return -1;
}

}  // namespace dateline::testing
