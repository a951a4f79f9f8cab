#include "ingest_service/extraction/quantities/quantity_candidates.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/clauses/participants.h"
#include "ingest_service/extraction/quantities/quantity_words.h"

namespace dateline::extraction {
namespace {

using language::NameType;
using language::Relation;
using language::Tree;

constexpr float kReliability = 0.7f;

// The sentence that holds `token`.
const language::Sentence& SentenceOf(const language::Analysis& analysis, int token) {
  const auto after = absl::c_upper_bound(
      analysis.sentences, token, [](int t, const language::Sentence& sentence) { return t < sentence.begin_token; });
  return *std::prev(after);
}

// The countries that the sentence names, if they are two: the sides of something bilateral.
void AddBothSides(const Tree& tree, const Entities& entities, int token, ParticipantCollector& collector) {
  const language::Sentence& sentence = SentenceOf(tree.analysis(), token);
  std::vector<const Mention*> sides;
  for (const Mention& mention : entities.mentions) {
    if (mention.begin_token < sentence.begin_token || mention.end_token > sentence.end_token) continue;
    if (mention.entities.size() != 1 || entities.entities[mention.entities[0]].type != NameType::kCountry) continue;
    const bool known = absl::c_any_of(sides, [&](const Mention* side) { return side->entities == mention.entities; });
    if (!known) sides.push_back(&mention);
  }
  if (sides.size() != 2) return;
  for (const Mention* side : sides) collector.AddMention(Role::kSubject, *side);
}

// The token that heads the words of `span`; -1: none.
int HeadOfSpan(const Tree& tree, text::Span span, int near) {
  const language::Sentence& sentence = SentenceOf(tree.analysis(), near);
  for (int token = sentence.begin_token; token < sentence.end_token; ++token) {
    if (!span.Contains(tree[token].span)) continue;
    const int head = tree[token].head;
    if (head == language::kNoHead || !span.Contains(tree[head].span)) return token;
  }
  return -1;
}

// "36 in North Cotabato", "three malls in Davao": where the counted are.
bool AddWhereabouts(const Tree& tree, const Entities& entities, int counted, ParticipantCollector& collector) {
  for (int child : tree.Children(counted)) {
    if (child < counted || tree[child].relation != Relation::kNmod || tree.Preposition(child) != "in") continue;
    const Mention* mention = entities.MentionWithHead(child);
    if (mention == nullptr || mention->entities.size() != 1) continue;
    const NameType type = entities.entities[mention->entities[0]].type;
    if (type == NameType::kPlace || type == NameType::kCountry) return collector.AddPhrase(Role::kSubject, child);
  }
  return false;
}

// "Congo's exports", "members of the union", "the 55-member union".
bool AddOwners(const Tree& tree, int counted, ParticipantCollector& collector) {
  bool owned = false;
  for (int child : tree.Children(counted)) {
    const Relation relation = tree[child].relation;
    const bool owner =
        relation == Relation::kNmodPoss || relation == Relation::kCompound || relation == Relation::kAmod ||
        (relation == Relation::kNmod && (tree.Preposition(child) == "of" || tree.Preposition(child) == "between"));
    if (owner) owned |= collector.AddPhrase(Role::kSubject, child);
  }
  return owned;
}

// Verbs whose subject gives the figure and is not what it is about.
bool IsReporting(absl::string_view lemma) { return absl::c_linear_search(quantity_words::kReportingVerb, lemma); }

// Who is counted, where the clause tells what they do or what becomes of them.
void AddCounted(const Tree& tree, const Entities& entities, int counted, ParticipantCollector& collector) {
  int first = counted;
  if (tree[first].relation == Relation::kConj) first = tree[first].head;
  const Relation relation = tree[first].relation;
  const bool argument = relation == Relation::kNsubj || relation == Relation::kNsubjPass || relation == Relation::kObj;
  if (!argument) return;
  const int verb = tree[first].head;
  const Mention* mention = entities.MentionWithHead(counted);
  if (mention == nullptr || IsReporting(tree[verb].lemma) || tree.Child(verb, {Relation::kExpl}) >= 0) return;
  collector.AddMention(Role::kSubject, *mention);
}

// Who has, does or undergoes what is counted: the subject of the clause, but whom it costs.
void AddClauseSubject(const Tree& tree, int clause, ParticipantCollector& collector) {
  if (IsReporting(tree[clause].lemma)) return;
  const int payer = tree[clause].lemma == "cost" ? tree.Child(clause, {Relation::kIobj, Relation::kObj}) : -1;
  if (payer >= 0 && collector.AddPhrase(Role::kSubject, payer)) return;
  const Subject subject = FindSubject(tree, clause);
  if (subject.token >= 0) collector.AddPhrase(Role::kSubject, subject.token);
}

// Those who are counted or own what is counted.
void AddSubjects(const Tree& tree, const Entities& entities, const Quantity& quantity, int clause,
                 ParticipantCollector& collector) {
  const int head = quantity.head_token;
  const int metric = quantity.metric_span.empty() ? -1 : HeadOfSpan(tree, quantity.metric_span, head);
  const int counted = metric >= 0 ? metric : head;
  const bool counts = quantity.unit.empty() || absl::ascii_islower(quantity.unit[0]);
  const bool percentage = absl::StartsWith(quantity.unit, "percent");
  if (counts && !percentage && AddWhereabouts(tree, entities, head, collector)) return;
  const bool measured = metric >= 0 && !quantity.span.Contains(tree[metric].span);  // "half of the army"
  if (measured && collector.AddPhrase(Role::kSubject, metric)) return;
  if (AddOwners(tree, counted, collector)) return;
  if (tree[head].relation == Relation::kAmod || tree[head].relation == Relation::kCompound) {
    if (collector.AddPhrase(Role::kSubject, tree[head].head)) return;
  }
  if (absl::StrContains(quantity.metric, "bilateral")) AddBothSides(tree, entities, head, collector);
  if (collector.empty()) AddCounted(tree, entities, counted, collector);
  if (collector.empty()) AddClauseSubject(tree, clause, collector);
}

}  // namespace

std::vector<Candidate> QuantityCandidates(const Tree& tree, const Entities& entities, const ClauseTimes& times,
                                          const std::vector<Quantity>& quantities) {
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < quantities.size(); ++i) {
    const Quantity& quantity = quantities[i];
    Candidate candidate;
    candidate.kind = Kind::kQuantity;
    candidate.quantity = static_cast<int>(i);
    candidate.trigger = quantity.span;
    candidate.trigger_token = quantity.head_token;
    candidate.reliability = kReliability;
    ParticipantCollector collector(tree, entities, candidate.participants);
    const int clause = ClauseOf(tree, quantity.head_token);
    AddSubjects(tree, entities, quantity, clause, collector);
    candidate.time = times.TimeOf(quantity.head_token, clause);
    candidate.modality = ModalityOf(tree, clause);
    candidate.negated = IsNegated(tree, quantity.head_token);  // a denied clause denies no figure
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace dateline::extraction
