// A document for tests: words and punctuation by simple rules, one sentence a line.
#ifndef DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_NAMES_SIMPLE_TOKENIZER_H_
#define DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_NAMES_SIMPLE_TOKENIZER_H_

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::language {

struct SimpleText {
  text::Document document;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
};

// How many bytes at `at` part words: ASCII punctuation, or a typographic dash or quotation mark; 0: none.
inline size_t PunctuationBytes(absl::string_view text, size_t at) {
  if (absl::StartsWith(text.substr(at), "\xE2\x80")) return 3;
  return absl::string_view(".,;:!?()[]\"'-/").find(text[at]) != absl::string_view::npos ? 1 : 0;
}

// A period stays with a capital letter or a short capitalised word before it ("U.S.", "Gen.").
inline bool PeriodBelongs(absl::string_view text, size_t begin, size_t at) {
  if (text[at] != '.') return false;
  const absl::string_view word = text.substr(begin, at - begin);
  if (word.size() == 1 || word.find('.') != absl::string_view::npos) return true;
  return word == "Gen" || word == "Mr" || word == "Lt" || word == "Sen" || word == "Inc" || word == "Dr" ||
         word == "Jr";
}

inline SimpleText Tokenize(absl::string_view text) {
  SimpleText result;
  result.document.text = std::string(text);
  size_t at = 0;
  while (at < text.size()) {
    const size_t line_end = std::min(text.find('\n', at), text.size());
    const int first = static_cast<int>(result.tokens.size());
    while (at < line_end) {
      if (text[at] == ' ') {
        ++at;
        continue;
      }
      size_t end = at + PunctuationBytes(text, at);
      if (absl::StartsWith(text.substr(at), "'s") || absl::StartsWith(text.substr(at), "’s"))
        end = text.find('s', at) + 1;
      while (end < line_end && text[end] != ' ' &&
             (end == at || (PunctuationBytes(text, at) == 0 &&
                            (PunctuationBytes(text, end) == 0 || PeriodBelongs(text, at, end))))) {
        ++end;
      }
      Token token;
      token.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
      result.tokens.push_back(token);
      at = end;
    }
    at = line_end + 1;
    if (static_cast<int>(result.tokens.size()) == first) continue;
    const text::Span span = {result.tokens[first].span.begin_byte, result.tokens.back().span.end_byte};
    result.sentences.push_back({span, first, static_cast<int>(result.tokens.size()), 0});
  }
  return result;
}

}  // namespace dateline::language

#endif  // DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_NAMES_SIMPLE_TOKENIZER_H_
