#include "ingest_service/extraction/statements/sentence_layout.h"

#include <algorithm>

#include "ingest_service/extraction/statements/phrases.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Tree;

constexpr int kMaxBeforeThat = 14;  // tokens between a cue and its "that"

bool IsMark(const Tree& tree, int token) { return tree[token].part_of_speech == PartOfSpeech::kPunct; }

bool IsQuotationMark(const Tree& tree, int token) {
  return tree[token].treebank_tag == "``" || tree[token].treebank_tag == "''";
}

bool IsFiniteVerb(const Tree& tree, int token) {
  const absl::string_view tag = tree[token].treebank_tag;
  return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
}

bool BeginsNounPhrase(const Tree& tree, int token) {
  switch (tree[token].part_of_speech) {
    case PartOfSpeech::kPron:
    case PartOfSpeech::kDet:
    case PartOfSpeech::kPropn:
    case PartOfSpeech::kNoun:
    case PartOfSpeech::kAdj:
    case PartOfSpeech::kNum:
      return true;
    default:
      return false;
  }
}

bool OpensClause(const Tree& tree, int token) {
  const absl::string_view word = tree[token].lemma;
  return word == "that" || word == "whether" || word == "how" || word == "why" || word == "if";
}

}  // namespace

bool HasFiniteVerb(const Tree& tree, TokenRange range) {
  for (int token = range.begin; token < range.end; ++token) {
    if (IsFiniteVerb(tree, token)) return true;
  }
  return false;
}

Segments::Segments(const Tree& tree, const Quotations& quotations) {
  const auto begins_quotation = [&](int token) {
    const int found = quotations.At(token);
    return found >= 0 && quotations.all()[found].begin_token == token;
  };
  for (const language::Sentence& sentence : tree.analysis().sentences) {
    all_.push_back({sentence.begin_token, sentence.end_token});
    for (int token = sentence.begin_token + 1; token < sentence.end_token; ++token) {
      const absl::string_view before = tree[token - 1].lemma;
      if ((before != "." && before != "?" && before != "!") || !begins_quotation(token)) continue;
      all_.back().end = token;
      all_.push_back({token, sentence.end_token});
    }
  }
}

TokenRange Segments::Around(int token) const {
  const auto after =
      std::upper_bound(all_.begin(), all_.end(), token, [](int t, TokenRange segment) { return t < segment.begin; });
  return *std::prev(after);
}

TokenRange ClauseAfter(const Tree& tree, TokenRange cue_words, TokenRange sentence, bool addressee) {
  const int begin = cue_words.end;
  if (begin >= sentence.end) return {};
  if (tree[begin].lemma == ":" ||
      (tree[begin].lemma == "," && begin + 1 < sentence.end && IsQuotationMark(tree, begin + 1)))
    return Trimmed(tree, {begin + 1, sentence.end});
  const TokenRange rest = {begin, sentence.end};
  if (OpensClause(tree, begin) ||
      (!addressee && BeginsNounPhrase(tree, begin) && HasFiniteVerb(tree, {begin + 1, sentence.end})))
    return Trimmed(tree, rest);
  for (int token = begin; token < sentence.end && token < begin + kMaxBeforeThat; ++token) {
    if (IsFiniteVerb(tree, token)) return {};
    if (tree[token].lemma == "that" && tree[token].part_of_speech != PartOfSpeech::kDet)
      return Trimmed(tree, {token, sentence.end});
  }
  return {};
}

std::vector<TokenRange> AroundSpeech(const Tree& tree, TokenRange speech, TokenRange sentence) {
  if (speech.begin <= sentence.begin || !IsMark(tree, speech.begin - 1)) return {};
  if (speech.end < sentence.end && !IsMark(tree, speech.end)) return {};
  const absl::string_view before = tree[speech.begin - 1].lemma;
  if (before != "," && before != "—" && before != "-" && before != "–") return {};
  return Without(tree, sentence, speech);
}

}  // namespace dateline::extraction
