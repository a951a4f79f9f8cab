#include "ingest_service/language/analysis/conllu.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace dateline::language {
namespace {

// A field may hold spaces but neither tabs nor line breaks.
std::string Field(absl::string_view value) {
  if (value.empty()) return "_";
  std::string field(value);
  for (char& c : field) {
    if (absl::ascii_iscntrl(c)) c = ' ';
  }
  return field;
}

// For each token the value of its Entity attribute; empty outside names.
std::vector<std::string> EntityTags(const Analysis& analysis) {
  std::vector<std::string> tags(analysis.tokens.size());
  for (const Name& name : analysis.names) {
    for (int token = name.begin_token; token < name.end_token; ++token) {
      tags[token] = absl::StrCat(token == name.begin_token ? "B-" : "I-", NameTypeName(name.type));
    }
  }
  return tags;
}

bool FollowsAtOnce(const Analysis& analysis, const Sentence& sentence, int token) {
  return token + 1 < sentence.end_token &&
         analysis.tokens[token].span.end_byte == analysis.tokens[token + 1].span.begin_byte;
}

void AppendToken(const text::Document& document, const Analysis& analysis, const Sentence& sentence, int index,
                 absl::string_view entity_tag, std::string& conllu) {
  const Token& token = analysis.tokens[index];
  const text::Span body = document.offsets.ToBody(token.span);
  std::vector<std::string> attributes;
  if (!entity_tag.empty()) attributes.push_back(absl::StrCat("Entity=", entity_tag));
  if (FollowsAtOnce(analysis, sentence, index)) attributes.push_back("SpaceAfter=No");
  attributes.push_back(absl::StrCat("TokenRange=", body.begin_byte, ":", body.end_byte));
  const int head = token.head == kNoHead ? 0 : token.head - sentence.begin_token + 1;
  absl::StrAppend(
      &conllu,
      absl::StrJoin({absl::StrCat(index - sentence.begin_token + 1), Field(text::Slice(document.text, token.span)),
                     Field(token.lemma), std::string(PartOfSpeechName(token.part_of_speech)), Field(token.treebank_tag),
                     Field(token.features), absl::StrCat(head), std::string(RelationName(token.relation)),
                     std::string("_"), absl::StrJoin(attributes, "|")},
                    "\t"),
      "\n");
}

}  // namespace

std::string WriteConllu(const text::Document& document, const Analysis& analysis) {
  const std::vector<std::string> entity_tags = EntityTags(analysis);
  std::string conllu;
  int number = 0;
  int block = -1;
  for (const Sentence& sentence : analysis.sentences) {
    if (sentence.block != block) absl::StrAppend(&conllu, "# newpar\n");
    block = sentence.block;
    absl::StrAppend(&conllu, "# sent_id = ", ++number, "\n# text = ", Field(text::Slice(document.text, sentence.span)),
                    "\n");
    for (int token = sentence.begin_token; token < sentence.end_token; ++token) {
      AppendToken(document, analysis, sentence, token, entity_tags[token], conllu);
    }
    absl::StrAppend(&conllu, "\n");
  }
  return conllu;
}

}  // namespace dateline::language
