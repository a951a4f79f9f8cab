#include "ingest_service/extraction/clauses/circumstances.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/clauses/clause_words.h"

namespace dateline::extraction {
namespace {

using language::kNoHead;
using language::PartOfSpeech;
using language::Relation;
using language::Tree;

constexpr int kMaxClimb = 3;  // clauses above that of an event

bool IsArgument(Relation relation) {
  return relation == Relation::kNsubj || relation == Relation::kNsubjPass || relation == Relation::kObj ||
         relation == Relation::kOblAgent;
}

bool IsNonfinite(const Tree& tree, int verb) {
  const absl::string_view tag = tree[verb].treebank_tag;
  return (tag == "VB" || tag == "VBG" || tag == "VBN") && tree.Child(verb, {Relation::kAux, Relation::kAuxPass}) < 0;
}

// "voted to elect", "resigned, calling it a farce", "stepped down, with Khai succeeding him"; not "after meeting her".
bool Completes(const Tree& tree, int verb) {
  const Relation relation = tree[verb].relation;
  if (relation == Relation::kXcomp) return true;
  if (relation != Relation::kAdvcl || !IsNonfinite(tree, verb)) return false;
  const int mark = tree.Child(verb, {Relation::kMark});
  return mark < 0 || tree[mark].lemma == "to" || tree[mark].lemma == "with" || tree[mark].lemma == "by";
}

bool TellsCourse(const Tree& tree, int clause) {
  const Relation relation = tree[clause].relation;
  return (relation == Relation::kAcl || relation == Relation::kAclRelcl) &&
         absl::c_linear_search(clause_words::kCourse, tree[clause].lemma);
}

// "strikes and fighting in Oslo": what stands after the second belongs to both.
bool IsJoinedNoun(const Tree& tree, int noun, int child) {
  return tree[child].relation == Relation::kConj && tree[noun].part_of_speech == PartOfSpeech::kNoun &&
         tree[child].part_of_speech == PartOfSpeech::kNoun;
}

}  // namespace

bool IsLocative(absl::string_view preposition) { return absl::c_linear_search(clause_words::kLocative, preposition); }

std::vector<Bearer> BearersOf(const Tree& tree, int token, int predicate) {
  std::vector<Bearer> bearers = {{predicate, tree.size()}};
  if (token != predicate) bearers.push_back({token, tree.size()});
  for (int child : tree.Children(token)) {
    if (TellsCourse(tree, child) || IsJoinedNoun(tree, token, child)) bearers.push_back({child, tree.size()});
  }
  int clause = predicate;
  if (token == predicate && IsArgument(tree[token].relation) && tree[token].head != kNoHead) {
    clause = tree[token].head;
    bearers.push_back({clause, tree.size()});
  }
  int end = tree.size();
  for (int climbed = 0; climbed < kMaxClimb; ++climbed) {
    const int head = tree[clause].head;
    if (head == kNoHead || !IsPredicate(tree, head) || ModalityOf(tree, clause) != ModalityOf(tree, head)) break;
    if (tree[clause].relation == Relation::kConj) {
      end = std::min(end, head);
    } else if (!Completes(tree, clause)) {
      break;
    }
    bearers.push_back({head, end});
    clause = head;
  }
  return bearers;
}

}  // namespace dateline::extraction
