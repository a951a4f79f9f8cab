#include "ingest_service/extraction/statements/statement_finder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/clauses/participants.h"
#include "ingest_service/extraction/clauses/place.h"
#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/quotations.h"
#include "ingest_service/extraction/statements/attribution_finder.h"
#include "ingest_service/extraction/statements/sentence_layout.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;
using language::Tree;

constexpr float kClauseReliability = 0.9f;
constexpr float kObjectReliability = 0.7f;

bool IsOpeningQuote(absl::string_view text, uint32_t byte) {
  const absl::string_view before = text.substr(0, byte);
  return absl::EndsWith(before, "\"") || absl::EndsWith(before, "“") || absl::EndsWith(before, "‘") ||
         absl::EndsWith(before, "«") || absl::EndsWith(before, "''");
}

// "spoke about trade": what it was about, not what was said.
bool IsTopic(const Tree& tree, const Attribution& attribution) {
  const language::Token& last = tree[attribution.cue_words.end - 1];
  return attribution.cue_words.end - 1 > attribution.cue_token && last.relation == Relation::kCase &&
         tree[attribution.cue_token].relation != Relation::kCase;
}

bool SaysClause(const Tree& tree, const Attribution& attribution) {
  return absl::c_any_of(attribution.content, [&](TokenRange part) { return HasFiniteVerb(tree, part); });
}

int SentenceEnd(const Tree& tree, int token) {
  return absl::c_upper_bound(tree.analysis().sentences, token,
                             [](int t, const language::Sentence& sentence) { return t < sentence.end_token; })
      ->end_token;
}

// The longest part of what is said in the sentence of the cue (quotations that go on are other sentences), without its
// complementizer and quotation marks.
text::Span ThemeOf(const Tree& tree, const Attribution& attribution) {
  TokenRange longest;
  for (const TokenRange part : attribution.content) {
    if (!longest.empty() && part.begin >= SentenceEnd(tree, attribution.cue_token)) break;
    if (part.end - part.begin > longest.end - longest.begin) longest = part;
  }
  const auto is_left_out = [&](int token) { return tree[token].part_of_speech == PartOfSpeech::kPunct; };
  const auto is_marker = [&](int token) {
    const language::Token& word = tree[token];
    return (word.relation == Relation::kMark && word.lemma != "to") || word.relation == Relation::kCc;
  };
  while (!longest.empty() && (is_left_out(longest.begin) || is_marker(longest.begin))) ++longest.begin;
  while (!longest.empty() && is_left_out(longest.end - 1)) --longest.end;
  return longest.empty() ? text::Span() : language::SpanOfTokens(tree.analysis(), longest.begin, longest.end);
}

void AddAddressee(const Tree& tree, int token, bool object_is_told, ParticipantCollector& collector) {
  for (int child : tree.Children(token)) {
    const Relation relation = tree[child].relation;
    const bool told = relation == Relation::kIobj || (relation == Relation::kObj && object_is_told) ||
                      (relation == Relation::kObl && tree.Preposition(child) == "to");
    if (told) collector.AddPhrase(Role::kAddressee, child);
  }
}

std::optional<Candidate> StatementOf(const text::Document& document, const Tree& tree, const Entities& entities,
                                     const Attribution& attribution) {
  if (!attribution.cue->reports || attribution.source_token < 0) return std::nullopt;
  if (tree[attribution.cue_token].part_of_speech == PartOfSpeech::kNoun || IsTopic(tree, attribution))
    return std::nullopt;
  Candidate candidate;
  candidate.theme = ThemeOf(tree, attribution);
  if (candidate.theme.empty()) return std::nullopt;
  for (const TokenRange part : attribution.content)
    candidate.said.push_back(language::SpanOfTokens(tree.analysis(), part.begin, part.end));
  candidate.kind = Kind::kStatement;
  candidate.trigger = tree[attribution.cue_token].span;
  candidate.trigger_token = attribution.cue_token;
  candidate.modality = ModalityOf(tree, attribution.cue_token);
  candidate.negated = IsNegated(tree, attribution.cue_token);
  candidate.direct_quote = IsOpeningQuote(document.text, candidate.theme.begin_byte);
  candidate.reliability =
      candidate.direct_quote || SaysClause(tree, attribution) ? kClauseReliability : kObjectReliability;
  ParticipantCollector collector(tree, entities, candidate.participants);
  const bool known = tree[attribution.cue_token].part_of_speech == PartOfSpeech::kVerb &&
                             tree[attribution.cue_token].relation != Relation::kCase
                         ? collector.AddPhrase(Role::kSpeaker, attribution.source_token)
                         : collector.AddPhraseOrContents(Role::kSpeaker, attribution.source_token);
  if (!known) return std::nullopt;
  AddAddressee(tree, attribution.cue_token, attribution.cue->addressee, collector);
  return candidate;
}

}  // namespace

absl::StatusOr<StatementFinder> StatementFinder::Load(absl::string_view data_directory) {
  absl::StatusOr<CueLexicon> cues = CueLexicon::Load(data_directory);
  if (!cues.ok()) return cues.status();
  return StatementFinder(*std::move(cues));
}

std::vector<Candidate> StatementFinder::Find(const text::Document& document, const Tree& tree, const Entities& entities,
                                             const ClauseTimes& times) const {
  const Quotations quotations(ArticleView(document, tree.analysis()));
  std::vector<Candidate> statements;
  for (const Attribution& attribution : AttributionFinder(cues_, tree, quotations).Find()) {
    std::optional<Candidate> candidate = StatementOf(document, tree, entities, attribution);
    if (!candidate.has_value()) continue;
    candidate->time = times.TimeOf(candidate->trigger_token, candidate->trigger_token);
    candidate->place = FindPlace(tree, entities, candidate->trigger_token, candidate->trigger_token);
    statements.push_back(*std::move(candidate));
  }
  return statements;
}

void Attribute(const std::vector<Candidate>& statements, std::vector<Candidate>& others) {
  struct Said {
    text::Span span;
    const Candidate* statement;
  };
  std::vector<Said> said;
  for (const Candidate& statement : statements) {
    for (const text::Span span : statement.said) {
      if (!statement.participants.empty()) said.push_back({span, &statement});
    }
  }
  absl::c_sort(said, [](const Said& a, const Said& b) {
    return std::pair(a.span.begin_byte, b.span.end_byte) < std::pair(b.span.begin_byte, a.span.end_byte);
  });
  std::vector<Candidate*> ordered;
  for (Candidate& other : others) ordered.push_back(&other);
  absl::c_stable_sort(ordered, [](const Candidate* a, const Candidate* b) { return a->trigger < b->trigger; });
  std::vector<Said> open;  // those that the sweep stands in, the innermost last
  auto next = said.begin();
  for (Candidate* other : ordered) {
    for (; next != said.end() && next->span.begin_byte <= other->trigger.begin_byte; ++next) {
      while (!open.empty() && open.back().span.end_byte <= next->span.begin_byte) open.pop_back();
      open.push_back(*next);
    }
    while (!open.empty() && open.back().span.end_byte <= other->trigger.begin_byte) open.pop_back();
    const auto innermost =
        std::find_if(open.rbegin(), open.rend(), [&](const Said& one) { return one.span.Contains(other->trigger); });
    if (innermost == open.rend()) continue;
    const Candidate& statement = *innermost->statement;
    other->attribution =
        CandidateAttribution{statement.participants.front(), statement.trigger, statement.direct_quote};
  }
}

}  // namespace dateline::extraction
