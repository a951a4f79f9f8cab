// Sentences and tokens without a model, for tests of what needs no tags.
#ifndef DATELINE_TESTS_TESTING_PLAIN_ANALYSIS_H_
#define DATELINE_TESTS_TESTING_PLAIN_ANALYSIS_H_

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::testing {

// A document of one block that is all of `text`.
inline text::Document PlainDocument(absl::string_view text) {
  text::Document document;
  document.text = std::string(text);
  if (!text.empty()) document.blocks.push_back({{0, static_cast<uint32_t>(text.size())}});
  return document;
}

// Whether the period behind `word` belongs to it.
inline bool IsAbbreviation(absl::string_view word) {
  for (absl::string_view known :
       {"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep",  "Sept", "Oct", "Nov", "Dec", "Mr", "Mrs", "Ms",
        "Dr",  "Gen", "Sen", "Rep", "Gov", "Lt",  "Col", "Corp", "Inc",  "Co",  "Ltd", "St",  "No", "vs",  "Bros"}) {
    if (word == known) return true;
  }
  return word.size() == 1 || word.find('.') != absl::string_view::npos;
}

// Splits each block at white space and around punctuation; a sentence ends at ".", "!" or "?" before a capital.
inline language::Analysis PlainAnalysis(const text::Document& document) {
  constexpr absl::string_view kOpening = "\"'([{`$#", kClosing = "\"')]},;:!?";
  language::Analysis analysis;
  const absl::string_view text = document.text;
  const auto add = [&](size_t begin, size_t end) {
    if (begin == end) return;
    language::Token token;
    token.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    analysis.tokens.push_back(token);
  };
  for (size_t block = 0; block < document.blocks.size(); ++block) {
    int begin_token = static_cast<int>(analysis.tokens.size());
    const auto end_sentence = [&] {
      const int end_token = static_cast<int>(analysis.tokens.size());
      if (begin_token == end_token) return;
      language::Sentence sentence;
      sentence.span = {analysis.tokens[begin_token].span.begin_byte, analysis.tokens[end_token - 1].span.end_byte};
      sentence.begin_token = begin_token;
      sentence.end_token = end_token;
      sentence.block = static_cast<int>(block);
      analysis.sentences.push_back(sentence);
      begin_token = end_token;
    };
    const size_t block_end = document.blocks[block].span.end_byte;
    for (size_t at = document.blocks[block].span.begin_byte; at < block_end;) {
      if (absl::ascii_isspace(text[at])) {
        ++at;
        continue;
      }
      size_t end = at;
      while (end < block_end && !absl::ascii_isspace(text[end])) ++end;
      size_t word_begin = at, word_end = end;
      while (word_begin < word_end && kOpening.find(text[word_begin]) != absl::string_view::npos)
        add(word_begin, word_begin + 1), ++word_begin;
      size_t closing = word_end;
      while (closing > word_begin && kClosing.find(text[closing - 1]) != absl::string_view::npos) --closing;
      word_end = closing;
      const bool period = word_end > word_begin && text[word_end - 1] == '.';
      const absl::string_view stem = period ? text.substr(word_begin, word_end - 1 - word_begin) : "";
      const bool abbreviation = period && IsAbbreviation(stem);
      if (period && !abbreviation) --word_end;
      const size_t apostrophe = text.substr(word_begin, word_end - word_begin).rfind("'s");
      const bool possessive =
          apostrophe != absl::string_view::npos && apostrophe > 0 && word_begin + apostrophe + 2 == word_end;
      add(word_begin, possessive ? word_end - 2 : word_end);
      if (possessive) add(word_end - 2, word_end);
      for (size_t mark = word_end; mark < end; ++mark) add(mark, mark + 1);
      size_t next = end;
      while (next < block_end && absl::ascii_isspace(text[next])) ++next;
      const absl::string_view tail = text.substr(word_end, end - word_end);
      const bool ends = tail.find_first_of(".!?") != absl::string_view::npos;
      const bool starts =
          next < block_end && (absl::ascii_isupper(text[next]) || text[next] == '"' || text[next] == '\'');
      if (ends && starts) end_sentence();
      at = end;
    }
    end_sentence();
  }
  return analysis;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_PLAIN_ANALYSIS_H_
