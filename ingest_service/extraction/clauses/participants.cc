#include "ingest_service/extraction/clauses/participants.h"

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/clauses/circumstances.h"

namespace dateline::extraction {
namespace {

using language::Relation;
using language::Tree;

constexpr int kMaxPhraseDepth = 6;  // nested phrases that are searched for entities

// Phrases inside a phrase whose entities take part in what the phrase means.
bool LeadsToParticipants(const Tree& tree, int token) {
  switch (tree[token].relation) {
    case Relation::kNmodPoss:
    case Relation::kNmodDesc:
    case Relation::kCompound:
    case Relation::kAmod:
    case Relation::kFlat:
    case Relation::kConj:
    case Relation::kAcl:
    case Relation::kObj:
    case Relation::kOblAgent:
      return true;
    case Relation::kNmod:
    case Relation::kObl: {
      const absl::string_view preposition = tree.Preposition(token);
      return !IsLocative(preposition) && preposition != "during" && preposition != "since" && preposition != "about";
    }
    default:
      return false;
  }
}

}  // namespace

bool ParticipantCollector::Has(Role role) const {
  return absl::c_any_of(collected_,
                        [role](const CandidateParticipant& participant) { return participant.role == role; });
}

void ParticipantCollector::AddMention(Role role, const Mention& mention) {
  for (int entity : mention.entities) {
    const bool known = absl::c_any_of(collected_, [&](const CandidateParticipant& participant) {
      return participant.role == role && participant.entity == entity;
    });
    if (!known) collected_.push_back({role, entity, mention.span, mention.certainty});
  }
}

bool ParticipantCollector::AddPhrase(Role role, int token) {
  bool added = false;
  for (int conjunct : tree_.Conjuncts(token)) {
    if (const Mention* mention = entities_.MentionWithHead(conjunct)) {
      AddMention(role, *mention);
      added = true;
    }
  }
  return added;
}

bool ParticipantCollector::AddPhraseOrContents(Role role, int token) {
  return AddPhrase(role, token) || AddContents(role, token, 0);
}

bool ParticipantCollector::AddContents(Role role, int token, int depth) {
  if (depth >= kMaxPhraseDepth) return false;
  // "the official's contributions to cooperation between A and B": whose it is goes before what it is about.
  if (const int owner = tree_.Child(token, {Relation::kNmodPoss}); owner >= 0 && AddPhrase(role, owner)) return true;
  bool added = false;
  for (int child : tree_.Children(token)) {
    if (!LeadsToParticipants(tree_, child)) continue;
    if (const Mention* mention = entities_.MentionWithHead(child)) {
      AddMention(role, *mention);
      added = true;
      AddPhrase(role, child);
    } else {
      added |= AddContents(role, child, depth + 1);
    }
  }
  return added;
}

}  // namespace dateline::extraction
