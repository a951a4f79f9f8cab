#include "ingest_service/extraction/quantities/quantity_candidates.h"

#include <algorithm>

#include "absl/algorithm/container.h"
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

void AddOwners(const Tree& tree, int metric, ParticipantCollector& collector) {
  if (collector.AddPhrase(Role::kSubject, metric)) return;
  for (int child : tree.Children(metric)) {
    const Relation relation = tree[child].relation;
    const bool owner =
        relation == Relation::kNmodPoss || relation == Relation::kCompound || relation == Relation::kAmod ||
        (relation == Relation::kNmod && (tree.Preposition(child) == "of" || tree.Preposition(child) == "between"));
    if (owner) collector.AddPhrase(Role::kSubject, child);
  }
}

// Verbs whose subject gives the figure and is not what it is about.
bool IsReporting(absl::string_view lemma) { return absl::c_linear_search(quantity_words::kReportingVerb, lemma); }

// Who has, does or undergoes what is counted: the subject of the clause.
void AddClauseSubject(const Tree& tree, int clause, ParticipantCollector& collector) {
  if (IsReporting(tree[clause].lemma)) return;
  const Subject subject = FindSubject(tree, clause);
  if (subject.token >= 0) collector.AddPhrase(Role::kSubject, subject.token);
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
    const int metric = quantity.metric_span.empty() ? -1 : HeadOfSpan(tree, quantity.metric_span, quantity.head_token);
    AddOwners(tree, metric >= 0 ? metric : quantity.head_token, collector);
    if (collector.empty() && absl::StrContains(quantity.metric, "bilateral")) {
      AddBothSides(tree, entities, quantity.head_token, collector);
    }
    const int clause = ClauseOf(tree, quantity.head_token);
    if (collector.empty()) AddClauseSubject(tree, clause, collector);
    candidate.time = times.TimeOf(quantity.head_token, clause);
    candidate.modality = ModalityOf(tree, clause);
    candidate.negated = IsNegated(tree, quantity.head_token);  // a denied clause denies no figure
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace dateline::extraction
