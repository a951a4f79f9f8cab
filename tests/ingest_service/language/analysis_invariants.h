// What holds for every Analysis of any bytes.
#ifndef DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_ANALYSIS_INVARIANTS_H_
#define DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_ANALYSIS_INVARIANTS_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::language {

inline bool CutsCharacter(absl::string_view text, uint32_t byte) {
  return byte < text.size() && (static_cast<uint8_t>(text[byte]) & 0xC0) == 0x80;
}

inline std::string BrokenTree(const Analysis& analysis, const Sentence& sentence) {
  int roots = 0;
  for (int token = sentence.begin_token; token < sentence.end_token; ++token) {
    roots += analysis.tokens[token].head == kNoHead;
    int steps = 0;
    for (int node = token; analysis.tokens[node].head != kNoHead; node = analysis.tokens[node].head) {
      const int head = analysis.tokens[node].head;
      if (head < sentence.begin_token || head >= sentence.end_token)
        return absl::StrCat("token ", node, " has a head outside");
      if (++steps > sentence.end_token - sentence.begin_token) return absl::StrCat("token ", token, " is on a cycle");
    }
  }
  return roots == 1 ? "" : absl::StrCat(roots, " roots");
}

inline std::string BrokenSpans(const text::Document& document, const Analysis& analysis) {
  uint32_t previous_end = 0;
  for (const Sentence& sentence : analysis.sentences) {
    if (!document.blocks[sentence.block].span.Contains(sentence.span)) return "a sentence leaves its block";
    if (analysis.tokens[sentence.begin_token].span.begin_byte != sentence.span.begin_byte ||
        analysis.tokens[sentence.end_token - 1].span.end_byte != sentence.span.end_byte) {
      return "a sentence does not end with its tokens";
    }
    for (const Token& token : analysis.TokensOf(sentence)) {
      if (token.span.empty() || token.span.begin_byte < previous_end)
        return "a token is empty or overlaps the one before";
      if (CutsCharacter(document.text, token.span.begin_byte) || CutsCharacter(document.text, token.span.end_byte)) {
        return "a token cuts a character";
      }
      previous_end = token.span.end_byte;
    }
  }
  return "";
}

// The first invariant that is broken; empty: none.
inline std::string BrokenInvariant(const text::Document& document, const Analysis& analysis) {
  int next_token = 0;
  for (const Sentence& sentence : analysis.sentences) {
    if (sentence.begin_token != next_token || sentence.end_token <= sentence.begin_token)
      return "sentences do not share out the tokens";
    next_token = sentence.end_token;
    if (std::string broken = BrokenTree(analysis, sentence); !broken.empty()) return broken;
  }
  if (next_token != static_cast<int>(analysis.tokens.size())) return "a token is in no sentence";
  int previous_end = 0;
  for (const Name& name : analysis.names) {
    if (name.begin_token < previous_end || name.end_token <= name.begin_token || name.end_token > next_token)
      return "names overlap";
    previous_end = name.end_token;
  }
  return BrokenSpans(document, analysis);
}

}  // namespace dateline::language

#endif  // DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_ANALYSIS_INVARIANTS_H_
