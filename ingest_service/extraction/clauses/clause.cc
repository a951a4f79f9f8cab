#include "ingest_service/extraction/clauses/clause.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/extraction/clauses/clause_words.h"

namespace dateline::extraction {
namespace {

using language::kNoHead;
using language::PartOfSpeech;
using language::Relation;
using language::Token;
using language::Tree;

constexpr int kMaxClimb = 12;  // predicates above a token that are asked; deeper nesting says nothing any more

bool IsSubject(Relation relation) {
  return relation == Relation::kNsubj || relation == Relation::kNsubjPass || relation == Relation::kNsubjOuter ||
         relation == Relation::kCsubj || relation == Relation::kCsubjPass || relation == Relation::kCsubjOuter;
}

bool IsPassive(const Tree& tree, int predicate) {
  return tree.Child(predicate, {Relation::kNsubjPass, Relation::kAuxPass, Relation::kCsubjPass, Relation::kOblAgent}) >=
         0;
}

bool IsParticiple(const Token& token, absl::string_view treebank_tag) { return token.treebank_tag == treebank_tag; }

// The subject that an infinitive or participle without one of its own takes over from what governs it.
Subject InheritedSubject(const Tree& tree, int predicate, int depth);

// The subject said beside `predicate`; of several that a tree may show, the nearest before it, but "union" of "the
// union Solidarity said", which is one. -1: none.
int OwnSubject(const Tree& tree, int predicate) {
  int nearest = -1;
  for (int child : tree.Children(predicate)) {
    const Relation relation = tree[child].relation;
    const bool subject =
        relation == Relation::kNsubj || relation == Relation::kNsubjPass || relation == Relation::kNsubjOuter;
    if (subject && (nearest < 0 || (child < predicate && child != nearest + 1))) nearest = child;
  }
  return nearest;
}

Subject SubjectAtDepth(const Tree& tree, int predicate, int depth) {
  const int own = OwnSubject(tree, predicate);
  if (own >= 0) {
    const int head = tree[predicate].head;
    if (tree[own].part_of_speech == PartOfSpeech::kPron && tree[predicate].relation == Relation::kAclRelcl &&
        head != kNoHead && (tree[own].lemma == "who" || tree[own].lemma == "which" || tree[own].lemma == "that")) {
      return {head, IsPassive(tree, predicate)};
    }
    return {own, tree[own].relation == Relation::kNsubjPass || IsPassive(tree, predicate)};
  }
  if (depth >= kMaxClimb) return {};
  return InheritedSubject(tree, predicate, depth);
}

Subject InheritedSubject(const Tree& tree, int predicate, int depth) {
  const Token& token = tree[predicate];
  if (token.head == kNoHead) return {};
  const bool passive = IsPassive(tree, predicate);
  switch (token.relation) {
    case Relation::kConj: {
      Subject shared = SubjectAtDepth(tree, token.head, depth + 1);
      if (tree.Child(predicate, {Relation::kAuxPass}) >= 0)
        shared.passive = true;
      else if (token.treebank_tag != "VBN" || tree.Child(predicate, {Relation::kObj}) >= 0)
        shared.passive = false;
      return shared;
    }
    case Relation::kXcomp:
    case Relation::kAdvcl:
    case Relation::kCcomp:
    case Relation::kParataxis: {
      const int object = tree.Child(token.head, {Relation::kObj, Relation::kIobj});
      if (token.relation != Relation::kAdvcl && object >= 0 &&
          absl::c_linear_search(clause_words::kObjectControl, tree[token.head].lemma)) {
        return {object, passive};
      }
      const Subject governing = SubjectAtDepth(tree, token.head, depth + 1);
      return {governing.token, passive || (token.relation == Relation::kAdvcl && IsParticiple(token, "VBN"))};
    }
    case Relation::kAcl:
      if (IsParticiple(token, "VBG")) return {token.head, false};
      if (IsParticiple(token, "VBN")) return {token.head, true};
      // "took the occasion to ask", "their plans to withdraw": whoever has the noun.
      if (const int owner = tree.Child(token.head, {Relation::kNmodPoss}); owner >= 0) return {owner, passive};
      if (!absl::c_linear_search(clause_words::kSubjectControlNoun, tree[token.head].lemma))
        return {token.head, passive};
      return {SubjectAtDepth(tree, ClauseOf(tree, token.head), depth + 1).token, passive};
    default:
      return {};
  }
}

// "announced that he would resign": the future, seen from the past.
bool IsReportedFuture(const Tree& tree, int token) {
  const Token& word = tree[token];
  const bool conditional = tree.Child(token, {Relation::kAdvcl}) >= 0;
  return word.relation == Relation::kCcomp && word.head != kNoHead && tree[word.head].treebank_tag == "VBD" &&
         !conditional;
}

// What the words at `token` itself say: its auxiliaries, marker and modifiers. Unset: nothing.
std::optional<Modality> OwnModality(const Tree& tree, int token) {
  std::optional<Modality> modality;
  for (int child : tree.Children(token)) {
    const Token& word = tree[child];
    if (word.relation == Relation::kAux || word.relation == Relation::kAuxPass || word.relation == Relation::kCop) {
      if (word.lemma == "will" || word.lemma == "shall" || word.lemma == "'ll") modality = Modality::kPlanned;
      const bool unable = word.lemma == "could" && IsNegated(tree, token);
      if (word.lemma == "may" || word.lemma == "might" || (word.lemma == "could" && !unable) || word.lemma == "can") {
        modality = Modality::kHypothetical;
      }
      if (word.lemma == "would")
        modality = IsReportedFuture(tree, token) ? Modality::kPlanned : Modality::kHypothetical;
      if (word.lemma == "must" || word.lemma == "should" || word.lemma == "ought") modality = Modality::kRequested;
    } else if (word.relation == Relation::kMark && (word.lemma == "if" || word.lemma == "unless")) {
      return Modality::kHypothetical;
    } else if (word.relation == Relation::kAmod || word.relation == Relation::kAdvmod) {
      if (absl::c_linear_search(clause_words::kFutureModifier, word.lemma)) modality = Modality::kPlanned;
      if (absl::c_linear_search(clause_words::kDoubtfulModifier, word.lemma)) modality = Modality::kHypothetical;
    }
  }
  return modality;
}

// What a governing predicate makes of the infinitive, gerund or noun below it. Unset: nothing.
std::optional<Modality> GovernedModality(absl::string_view lemma) {
  if (absl::c_linear_search(clause_words::kPlanning, lemma)) return Modality::kPlanned;
  if (absl::c_linear_search(clause_words::kRequesting, lemma)) return Modality::kRequested;
  if (absl::c_linear_search(clause_words::kDoubting, lemma)) return Modality::kHypothetical;
  return std::nullopt;
}

bool IsFinite(const Tree& tree, int token) {
  const absl::string_view tag = tree[token].treebank_tag;
  if (tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD") return true;
  for (int child : tree.Children(token)) {
    const Token& word = tree[child];
    const bool auxiliary =
        word.relation == Relation::kAux || word.relation == Relation::kAuxPass || word.relation == Relation::kCop;
    if (auxiliary && (word.treebank_tag == "VBD" || word.treebank_tag == "VBZ" || word.treebank_tag == "VBP" ||
                      word.treebank_tag == "MD")) {
      return true;
    }
  }
  return false;
}

bool IsTrimmed(const Token& token) { return token.part_of_speech == PartOfSpeech::kPunct; }

}  // namespace

bool IsPredicate(const Tree& tree, int token) {
  return tree[token].part_of_speech == PartOfSpeech::kVerb || tree.Child(token, {Relation::kCop}) >= 0;
}

int ClauseOf(const Tree& tree, int token) {
  while (!IsPredicate(tree, token) && tree[token].head != kNoHead) token = tree[token].head;
  return token;
}

Subject FindSubject(const Tree& tree, int predicate) { return SubjectAtDepth(tree, predicate, 0); }

bool IsNegated(const Tree& tree, int token) {
  for (int child : tree.Children(token)) {
    const Token& word = tree[child];
    if (word.relation == Relation::kAdvmod && (word.lemma == "not" || word.lemma == "never" || word.lemma == "n't"))
      return true;
    if (word.relation == Relation::kDet && word.lemma == "no") return true;
    if ((word.relation == Relation::kMark || word.relation == Relation::kCase) && word.lemma == "without") return true;
    const bool argument = word.relation == Relation::kObj || IsSubject(word.relation);
    if (argument && tree.Child(child, {Relation::kDet}) >= 0 &&
        tree[tree.Child(child, {Relation::kDet})].lemma == "no") {
      return true;
    }
  }
  const Token& word = tree[token];
  return word.relation == Relation::kXcomp && word.head != kNoHead && tree[word.head].lemma == "fail";
}

Modality ModalityOf(const Tree& tree, int token) {
  for (int climbed = 0; climbed < kMaxClimb; ++climbed) {
    if (const std::optional<Modality> own = OwnModality(tree, token)) return *own;
    const Token& word = tree[token];
    if (word.head == kNoHead || IsFinite(tree, token)) break;
    // A bare infinitive shares the "to" of another one, also where the tree conjoins it with a finite verb.
    const bool bare_infinitive = word.relation == Relation::kConj && word.treebank_tag == "VB";
    const bool described = word.relation == Relation::kAcl || word.relation == Relation::kAclRelcl ||
                           word.relation == Relation::kAdvcl || IsSubject(word.relation);
    const bool infinitive = tree.Child(token, {Relation::kMark}) >= 0;
    const bool conjoined = word.relation == Relation::kConj && !bare_infinitive;
    if ((!described || infinitive) && !conjoined) {
      if (const std::optional<Modality> governed = GovernedModality(tree[word.head].lemma)) return *governed;
    }
    token = word.head;
  }
  return Modality::kActual;
}

text::Span PhraseSpan(const Tree& tree, int token, bool strip_marker) {
  auto [begin, end] = tree.Extent(token);
  const auto is_marker = [&](int i) {
    return tree[i].head == token && ((tree[i].relation == Relation::kMark && tree[i].lemma != "to") ||
                                     tree[i].relation == Relation::kCase || tree[i].relation == Relation::kCc);
  };
  while (begin < end && (IsTrimmed(tree[begin]) || (strip_marker && begin < token && is_marker(begin)))) ++begin;
  while (begin < end && IsTrimmed(tree[end - 1])) --end;
  if (begin == end) return {};
  return language::SpanOfTokens(tree.analysis(), begin, end);
}

}  // namespace dateline::extraction
