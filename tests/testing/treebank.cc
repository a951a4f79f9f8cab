#include "tests/testing/treebank.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

using language::NameType;

template <typename T>
T Found(const std::optional<T>& value, absl::string_view name) {
  EXPECT_TRUE(value.has_value()) << "no tag or relation: " << name;
  return value.value_or(T());
}

NameType NameTypeOf(absl::string_view name) {
  for (int i = 0; i <= static_cast<int>(NameType::kNationality); ++i) {
    if (NameTypeName(static_cast<NameType>(i)) == name) return static_cast<NameType>(i);
  }
  ADD_FAILURE() << "no name type: " << name;
  return NameType::kPerson;
}

}  // namespace

Treebank::Treebank(absl::string_view lines) {
  int sentence_begin = 0;
  const auto end_sentence = [&] {
    const int end = static_cast<int>(analysis.tokens.size());
    if (end == sentence_begin) return;
    const text::Span span = {analysis.tokens[sentence_begin].span.begin_byte, analysis.tokens[end - 1].span.end_byte};
    analysis.sentences.push_back({span, sentence_begin, end, static_cast<int>(document.blocks.size())});
    document.blocks.push_back({span});
    sentence_begin = end;
  };
  for (absl::string_view line : absl::StrSplit(lines, '\n')) {
    if (absl::StripAsciiWhitespace(line).empty())
      end_sentence();
    else
      AddWord(line, sentence_begin);
  }
  end_sentence();
  entities.Arrange();
}

void Treebank::AddWord(absl::string_view line, int sentence_begin) {
  const std::vector<std::string> fields = absl::StrSplit(line, ' ', absl::SkipEmpty());
  ASSERT_GE(fields.size(), 6u) << line;
  if (!document.text.empty()) document.text += ' ';
  language::Token token;
  token.span.begin_byte = static_cast<uint32_t>(document.text.size());
  document.text += fields[0];
  token.span.end_byte = static_cast<uint32_t>(document.text.size());
  token.lemma = fields[1];
  token.part_of_speech = Found(language::FindPartOfSpeech(fields[2]), fields[2]);
  token.treebank_tag = fields[3];
  int head = 0;
  ASSERT_TRUE(absl::SimpleAtoi(fields[4], &head)) << line;
  token.head = head == 0 ? language::kNoHead : sentence_begin + head - 1;
  token.relation = Found(language::FindRelation(fields[5]), fields[5]);
  analysis.tokens.push_back(token);
  if (fields.size() > 6) AddMention(fields[6], static_cast<int>(analysis.tokens.size()) - 1);
}

void Treebank::AddMention(absl::string_view entity, int token) {
  const std::vector<absl::string_view> parts = absl::StrSplit(entity, absl::MaxSplits(':', 1));
  extraction::Mention mention;
  mention.span = analysis.tokens[token].span;
  mention.begin_token = token;
  mention.end_token = token + 1;
  mention.head_token = token;
  for (absl::string_view name : absl::StrSplit(parts[1], '+')) {
    int index = 0;
    while (index < static_cast<int>(entities.entities.size()) && entities.entities[index].display_name != name) ++index;
    if (index == static_cast<int>(entities.entities.size())) {
      extraction::ArticleEntity& created = entities.entities.emplace_back();
      created.type = NameTypeOf(parts[0]);
      created.display_name = std::string(name);
      created.names = {std::string(name)};
      if (created.type == NameType::kCountry) created.country_code = std::string(name);
    }
    mention.entities.push_back(index);
  }
  entities.mentions.push_back(mention);
}

int Treebank::TokenOf(absl::string_view form, int nth) const {
  for (int i = 0; i < static_cast<int>(analysis.tokens.size()); ++i) {
    if (TextOf(analysis.tokens[i].span) == form && --nth == 0) return i;
  }
  return -1;
}

}  // namespace dateline::testing
