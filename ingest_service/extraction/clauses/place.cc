#include "ingest_service/extraction/clauses/place.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/clauses/circumstances.h"
#include "ingest_service/extraction/clauses/clause_words.h"

namespace dateline::extraction {
namespace {

using language::NameType;
using language::Relation;
using language::Tree;

constexpr int kMaxPlaceDepth = 2;     // nested complements that are searched for a place
constexpr int kMaxWhereDistance = 3;  // words from a place to the "where" of its clause

// The place or country that `token` names; not "French" of "said in French".
std::optional<CandidateParticipant> PlaceAt(const Tree& tree, const Entities& entities, int token) {
  if (tree[token].part_of_speech == language::PartOfSpeech::kAdj) return std::nullopt;
  const Mention* mention = entities.MentionWithHead(token);
  if (mention == nullptr || mention->entities.size() != 1) return std::nullopt;
  const NameType type = entities.entities[mention->entities[0]].type;
  if (type != NameType::kPlace && type != NameType::kCountry) return std::nullopt;
  return CandidateParticipant{Role::kActor, mention->entities[0], mention->span, mention->certainty};
}

// "talks with the envoy in Oslo", "on Friday in Oslo", "after a trial in Oslo": complements whose place is the event's.
bool SharesPlace(const Tree& tree, int child, int depth) {
  switch (tree[child].relation) {
    case Relation::kObj:
    case Relation::kNsubj:
    case Relation::kNsubjPass:
    case Relation::kOblAgent:
      return depth == 0;
    case Relation::kNmod:
      return depth < kMaxPlaceDepth;
    case Relation::kObl:
      return depth == 0 && absl::c_linear_search(clause_words::kAccompanying, tree.Preposition(child));
    default:
      return false;
  }
}

std::optional<CandidateParticipant> PlaceBelow(const Tree& tree, const Entities& entities, Bearer bearer, int depth) {
  for (int child : tree.Children(bearer.token)) {
    if (child >= bearer.end) break;
    const Relation relation = tree[child].relation;
    if ((relation != Relation::kObl && relation != Relation::kNmod) || !IsLocative(tree.Preposition(child))) continue;
    if (auto place = PlaceAt(tree, entities, child)) return place;
  }
  for (int child : tree.Children(bearer.token)) {
    if (child >= bearer.end || !SharesPlace(tree, child, depth)) continue;
    if (auto place = PlaceBelow(tree, entities, {child, bearer.end}, depth + 1)) return place;
  }
  return std::nullopt;
}

// "in Oslo, where the two met": the place that stands before "where", whatever the tree hangs the clause on.
std::optional<CandidateParticipant> PlaceBeforeWhere(const Tree& tree, const Entities& entities, int predicate) {
  for (int child : tree.Children(predicate)) {
    if (child > predicate || tree[child].lemma != "where") continue;
    for (int token = child - 1; token >= std::max(0, child - kMaxWhereDistance); --token) {
      if (auto place = PlaceAt(tree, entities, token)) return place;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<CandidateParticipant> FindPlace(const Tree& tree, const Entities& entities, int token, int predicate) {
  for (const Bearer bearer : BearersOf(tree, token, predicate)) {
    if (auto place = PlaceBelow(tree, entities, bearer, 0)) return place;
    if (auto place = PlaceBeforeWhere(tree, entities, bearer.token)) return place;
  }
  return std::nullopt;
}

}  // namespace dateline::extraction
