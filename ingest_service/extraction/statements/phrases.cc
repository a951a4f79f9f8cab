#include "ingest_service/extraction/statements/phrases.h"

#include <algorithm>

namespace dateline::extraction {
namespace {

using language::kNoHead;
using language::PartOfSpeech;
using language::Relation;
using language::Tree;

bool IsQuotationMark(absl::string_view lemma) {
  return lemma == "\"" || lemma == "''" || lemma == "``" || lemma == "'" || lemma == "“" || lemma == "”";
}

bool OnlyPunctuates(const Tree& tree, int token) {
  return tree[token].part_of_speech == PartOfSpeech::kPunct && !IsQuotationMark(tree[token].lemma);
}

bool IsAlone(const Tree& tree, int token) { return tree.Children(token).empty(); }

// True if `token` belongs to the verb group of its head when it stands beside it.
bool JoinsGroup(const Tree& tree, int token) {
  switch (tree[token].relation) {
    case Relation::kAux:
    case Relation::kAuxPass:
    case Relation::kCop:
      return true;
    case Relation::kAdvmod:  // but "when" of "when asked"
      return IsAlone(tree, token) && tree[token].treebank_tag != "WRB";
    default:
      return false;
  }
}

// Where the words before `token` that belong to its group begin.
int GroupBegin(const Tree& tree, int token) {
  int begin = token;
  while (begin > 0 && tree[begin - 1].head == token && JoinsGroup(tree, begin - 1)) --begin;
  return begin;
}

}  // namespace

TokenRange Phrase(const Tree& tree, int token) {
  const auto [begin, end] = tree.Extent(token);
  return {begin, end};
}

TokenRange Trimmed(const Tree& tree, TokenRange range) {
  while (!range.empty() && OnlyPunctuates(tree, range.begin)) ++range.begin;
  while (!range.empty() && OnlyPunctuates(tree, range.end - 1)) --range.end;
  return range;
}

std::vector<TokenRange> Without(const Tree& tree, TokenRange range, TokenRange hole) {
  std::vector<TokenRange> parts;
  for (const TokenRange part : {TokenRange{range.begin, std::min(range.end, hole.begin)},
                                TokenRange{std::max(range.begin, hole.end), range.end}}) {
    if (const TokenRange trimmed = Trimmed(tree, part); !trimmed.empty()) parts.push_back(trimmed);
  }
  return parts;
}

TokenRange WithQuotations(const Quotations& quotations, TokenRange range, int cue) {
  const auto stretch = [&](int token) {
    const int found = token < 0 ? -1 : quotations.At(token);
    if (found < 0) return;
    const Quotation& quotation = quotations.all()[found];
    if (TokenRange{quotation.begin_token, quotation.end_token}.Contains(cue)) return;
    if (token < range.begin && quotation.begin_token != token) return;
    range.begin = std::min(range.begin, quotation.begin_token);
    range.end = std::max(range.end, quotation.end_token);
  };
  stretch(range.begin - 1);
  stretch(range.begin);
  stretch(range.end - 1);
  return range;
}

TokenRange VerbGroup(const Tree& tree, int token) {
  TokenRange group = {GroupBegin(tree, token), token + 1};
  int first = token;
  while ((tree[first].relation == Relation::kXcomp || tree[first].relation == Relation::kAdvcl) &&
         tree[first].head < first && tree[first].head != kNoHead) {
    const int head = tree[first].head;
    int before = group.begin - 1;
    while (before > head && (tree[before].lemma == "to" || tree[before].lemma == "by" || tree[before].lemma == "as" ||
                             tree[before].lemma == "on" || tree[before].lemma == "it" ||
                             tree[before].relation == Relation::kCompoundPrt))
      --before;
    if (before != head || tree[head].part_of_speech != PartOfSpeech::kVerb) break;
    group.begin = GroupBegin(tree, head);
    first = head;
  }
  if (group.begin > 0 && tree[group.begin - 1].lemma == "to" && tree[group.begin - 1].relation == Relation::kMark)
    --group.begin;
  const auto follows = [&](int next) {
    return next < tree.size() && tree[next].head == token &&
           (tree[next].relation == Relation::kCompoundPrt ||
            (tree[next].relation == Relation::kAdvmod && IsAlone(tree, next)));
  };
  while (follows(group.end)) ++group.end;
  return group;
}

TokenRange SourcePhrase(const Tree& tree, int source, int cue) {
  TokenRange phrase = Phrase(tree, source);
  if (phrase.Contains(cue)) {
    int inside = cue;
    while (tree[inside].head != source && tree[inside].head != kNoHead) inside = tree[inside].head;
    const TokenRange hole = Phrase(tree, inside);
    const std::vector<TokenRange> parts = Without(tree, phrase, hole);
    phrase = {source, source + 1};
    for (const TokenRange part : parts) {
      if (part.Contains(source)) phrase = part;
    }
  }
  phrase = Trimmed(tree, phrase);
  while (phrase.end - 1 > source && tree[phrase.end - 1].relation == Relation::kCase) --phrase.end;
  while (phrase.begin < source && tree[phrase.begin].relation == Relation::kCase && tree[phrase.begin].head == source)
    ++phrase.begin;
  return phrase;
}

bool IsPassive(const Tree& tree, int verb) {
  const language::Token& token = tree[verb];
  if (tree.Child(verb, {Relation::kNsubjPass, Relation::kAuxPass, Relation::kCsubjPass, Relation::kOblAgent}) >= 0)
    return true;
  return token.treebank_tag == "VBN" && (token.relation == Relation::kAcl || token.relation == Relation::kAdvcl) &&
         tree.Child(verb, {Relation::kAux}) < 0;
}

bool IsFinite(const Tree& tree, int verb) {
  const absl::string_view tag = tree[verb].treebank_tag;
  return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tree.Child(verb, {Relation::kAux}) >= 0;
}

bool IsRelative(const Tree& tree, int token) {
  return token >= 0 && tree[token].part_of_speech == PartOfSpeech::kPron &&
         (tree[token].lemma == "who" || tree[token].lemma == "which" || tree[token].lemma == "that");
}

absl::string_view Marker(const Tree& tree, int clause) {
  const int mark = tree.Child(clause, {Relation::kMark});
  return mark < 0 ? absl::string_view() : absl::string_view(tree[mark].lemma);
}

void NameSource(const Tree& tree, int source, Attribution& attribution) {
  attribution.source_token = source;
  const int own = tree.Child(attribution.cue_token, {Relation::kNsubj});
  attribution.source =
      IsRelative(tree, own) ? TokenRange{own, own + 1} : SourcePhrase(tree, source, attribution.cue_token);
}

}  // namespace dateline::extraction
