#include "ingest_service/extraction/statements/statement_finder.h"

#include <fstream>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/clauses/participants.h"

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
         absl::EndsWith(before, "«");
}

// The bytes of `outer`'s subtree that lie outside `inner`'s, which must begin or end it; punctuation trimmed. Empty:
// not in one piece.
text::Span ClauseWithout(const Tree& tree, int outer, int inner) {
  auto [begin, end] = tree.Extent(outer);
  const auto [inner_begin, inner_end] = tree.Extent(inner);
  const int before = inner_begin - begin;
  const int after = end - inner_end;
  if (before >= after)
    end = inner_begin;
  else
    begin = inner_end;
  const auto is_punctuation = [&](int token) { return tree[token].part_of_speech == PartOfSpeech::kPunct; };
  while (begin < end && is_punctuation(begin)) ++begin;
  while (begin < end && is_punctuation(end - 1)) --end;
  return begin < end ? language::SpanOfTokens(tree.analysis(), begin, end) : text::Span();
}

// What is said, for a cue that can take a clause. Empty: nothing.
text::Span ClauseSaid(const Tree& tree, int cue) {
  if (const int clause = tree.Child(cue, {Relation::kCcomp}); clause >= 0) return PhraseSpan(tree, clause, true);
  const language::Token& token = tree[cue];
  if (token.relation == Relation::kParataxis && token.head != language::kNoHead)
    return ClauseWithout(tree, token.head, cue);
  for (int child : tree.Children(cue)) {
    if (tree[child].relation == Relation::kParataxis && IsPredicate(tree, child)) return PhraseSpan(tree, child, true);
  }
  return {};
}

void AddAddressee(const Tree& tree, int cue, ParticipantCollector& collector) {
  const bool object_is_told = tree[cue].lemma == "tell" || tree[cue].lemma == "inform";
  for (int child : tree.Children(cue)) {
    const Relation relation = tree[child].relation;
    const bool told = relation == Relation::kIobj || (relation == Relation::kObj && object_is_told) ||
                      (relation == Relation::kObl && tree.Preposition(child) == "to");
    if (told) collector.AddPhrase(Role::kAddressee, child);
  }
}

// True if `token` is X of "according to X".
bool IsSourceOfAccording(const Tree& tree, int token) {
  const absl::string_view preposition = tree.Preposition(token);
  return tree[token].head != language::kNoHead && (preposition == "accord" || preposition == "according");
}

Candidate StatementBy(const Tree& tree, int cue, text::Span theme, absl::string_view text) {
  Candidate candidate;
  candidate.kind = Kind::kStatement;
  candidate.trigger = tree[cue].span;
  candidate.trigger_token = cue;
  candidate.theme = theme;
  candidate.modality = ModalityOf(tree, cue);
  candidate.negated = IsNegated(tree, cue);
  candidate.reliability = kClauseReliability;
  candidate.direct_quote = !theme.empty() && IsOpeningQuote(text, theme.begin_byte);
  return candidate;
}

std::optional<Candidate> AccordingTo(const text::Document& document, const Tree& tree, const Entities& entities,
                                     int source) {
  const int clause = tree[source].head;
  if (clause == language::kNoHead) return std::nullopt;
  Candidate candidate =
      StatementBy(tree, tree.Child(source, {Relation::kCase}), ClauseWithout(tree, clause, source), document.text);
  ParticipantCollector collector(tree, entities, candidate.participants);
  if (!collector.AddPhraseOrContents(Role::kSpeaker, source)) return std::nullopt;
  candidate.modality = Modality::kActual;
  return candidate;
}

}  // namespace

absl::StatusOr<StatementFinder> StatementFinder::Load(absl::string_view data_directory) {
  const std::string path = absl::StrCat(data_directory, "/cues.tsv");
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the reporting cues ", path));
  StatementFinder finder;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    if (fields.size() != 3 || (fields[1] != "clause" && fields[1] != "object")) {
      return absl::InvalidArgumentError(absl::StrCat(path, ":", number, ": not a cue: ", line));
    }
    finder.cues_[fields[0]] = fields[1] == "object" ? Content::kObject : Content::kClause;
  }
  return finder;
}

int StatementFinder::OuterCue(const Tree& tree, int cue) const {
  const int head = tree[cue].head;
  if (tree[cue].relation != Relation::kAdvcl || tree[cue].treebank_tag != "VBG" || head == language::kNoHead)
    return cue;
  const bool reported = tree[head].relation == Relation::kCcomp && tree[head].head != language::kNoHead;
  return reported && cues_.contains(tree[tree[head].head].lemma) ? tree[head].head : cue;
}

std::optional<Candidate> StatementFinder::StatementOf(const text::Document& document, const Tree& tree,
                                                      const Entities& entities, int cue) const {
  const auto found = cues_.find(tree[cue].lemma);
  if (found == cues_.end() || tree[cue].relation == Relation::kAmod) return std::nullopt;
  float reliability = kClauseReliability;
  text::Span theme = ClauseSaid(tree, cue);
  if (theme.empty() && found->second == Content::kObject) {
    if (const int object = tree.Child(cue, {Relation::kObj}); object >= 0) theme = PhraseSpan(tree, object, true);
    reliability = kObjectReliability;
  }
  if (theme.empty()) return std::nullopt;
  const Subject subject = FindSubject(tree, OuterCue(tree, cue));
  if (subject.token < 0 || subject.passive) return std::nullopt;
  Candidate candidate = StatementBy(tree, cue, theme, document.text);
  ParticipantCollector collector(tree, entities, candidate.participants);
  if (!collector.AddPhrase(Role::kSpeaker, subject.token)) return std::nullopt;
  AddAddressee(tree, cue, collector);
  candidate.reliability = reliability;
  return candidate;
}

std::vector<Candidate> StatementFinder::Find(const text::Document& document, const Tree& tree, const Entities& entities,
                                             const ClauseTimes& times) const {
  std::vector<Candidate> statements;
  for (int token = 0; token < tree.size(); ++token) {
    std::optional<Candidate> candidate;
    if (tree[token].part_of_speech == PartOfSpeech::kVerb)
      candidate = StatementOf(document, tree, entities, token);
    else if (IsSourceOfAccording(tree, token))
      candidate = AccordingTo(document, tree, entities, token);
    if (!candidate.has_value()) continue;
    candidate->time = times.TimeOf(candidate->trigger_token, candidate->trigger_token);
    statements.push_back(*std::move(candidate));
  }
  return statements;
}

void Attribute(const std::vector<Candidate>& statements, std::vector<Candidate>& others) {
  for (Candidate& other : others) {
    const Candidate* innermost = nullptr;
    for (const Candidate& statement : statements) {
      if (!statement.theme.Contains(other.trigger) || statement.participants.empty()) continue;
      if (innermost == nullptr || statement.theme.size_bytes() < innermost->theme.size_bytes()) innermost = &statement;
    }
    if (innermost == nullptr) continue;
    other.attribution =
        CandidateAttribution{innermost->participants.front(), innermost->trigger, innermost->direct_quote};
  }
}

}  // namespace dateline::extraction
