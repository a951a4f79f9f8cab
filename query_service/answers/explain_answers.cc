#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/claim_candidates.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/told_facts.h"
#include "query_service/claims/claim.h"
#include "query_service/claims/relation.h"
#include "query_service/index/commit_times.h"

namespace dateline::answers {
namespace {

constexpr int kMostTestimoniesGiven = 100;  // of a version

v1::Testimony ToProto(ToldFact told, int origin) {
  v1::Testimony testimony;
  *testimony.mutable_fact() = std::move(told.fact);
  *testimony.mutable_article() = std::move(told.article);
  testimony.mutable_article()->clear_text_sketch();
  testimony.set_origin(origin);
  return testimony;
}

// What articles say in answer to the question that `facts.front()` answers.
void AddVersions(const std::vector<ToldFact>& facts, const std::vector<claims::Testimony>& testimonies,
                 v1::ExplainFactResponse& response) {
  for (const claims::Version& version : claims::VersionsOf(testimonies)) {
    v1::ClaimVersion& said = *response.add_versions();
    said.set_independent_sources(version.independent_sources);
    said.set_is_asked(version.testimonies.front() == 0);
    said.set_fact_count(static_cast<int32_t>(version.testimonies.size()));
    for (size_t i = 0; i < version.testimonies.size() && i < kMostTestimoniesGiven; ++i) {
      *said.add_testimonies() = ToProto(facts[version.testimonies[i]], version.origins[i]);
    }
  }
}

v1::FactHistoryEntry Entry(const ReadState& state, v1::FactChangeKind kind, int64_t offset,
                           int64_t commit_nanoseconds) {
  v1::FactHistoryEntry entry;
  entry.set_kind(kind);
  if (commit_nanoseconds != 0) *entry.mutable_record_time() = index::TimestampOf(commit_nanoseconds);
  entry.set_revision_token(RevisionToken({state.revision().feed_id, offset}));
  return entry;
}

void AddHistory(const ReadState& state, const std::string& name, const std::vector<index::FactVersion>& versions,
                v1::ExplainFactResponse& response) {
  std::optional<index::FactEnd> before;  // of the version before
  for (const index::FactVersion& version : versions) {
    // What took the place of another fact, or comes again, is added under this name.
    const bool goes_on = before.has_value() && before->recorded_to == version.recorded_from;
    const v1::FactChangeKind kind = goes_on ? version.change_kind : v1::FACT_CHANGE_KIND_ADDED;
    v1::FactHistoryEntry& entry = *response.add_history();
    entry = Entry(state, kind, version.recorded_from, version.commit_nanoseconds);
    entry.set_article_revision(version.article_revision);
    if (kind == v1::FACT_CHANGE_KIND_SUPERSEDED) {
      entry.set_superseded_by(name);
      entry.set_cause(before->cause);
      entry.set_reason(before->reason);
    }
    before = version.end;
    if (!version.end.has_value() || version.end->successor == name) continue;
    const index::FactEnd& end = *version.end;
    const bool is_retracted = end.successor.empty();
    v1::FactHistoryEntry& ended = *response.add_history();
    ended = Entry(state, is_retracted ? v1::FACT_CHANGE_KIND_RETRACTED : v1::FACT_CHANGE_KIND_SUPERSEDED,
                  end.recorded_to, end.commit_nanoseconds);
    ended.set_cause(end.cause);
    ended.set_reason(end.reason);
    ended.set_superseded_by(end.successor);
  }
}

// The bytes of the fact at `state`. One that does not hold there is explained as it was: `state` becomes the last one
// at which it held.
absl::StatusOr<std::string> FindLastHeld(const std::string& name, const std::vector<index::FactVersion>& versions,
                                         ReadState& state) {
  if (!versions.empty() && versions.back().end.has_value()) {
    state.at = std::max(versions.back().end->last_whole_state, state.snapshot.state().position.whole_from);
  }
  absl::StatusOr<std::optional<segments::NamedFact>> named = state.facts().Find(name, state.at);
  if (!named.ok()) return named.status();
  if (named->has_value()) return std::move((*named)->bytes);
  return errors::Error(absl::StatusCode::kNotFound, "FACT_NOT_FOUND", absl::StrCat("no fact ", name));
}

}  // namespace

absl::StatusOr<std::string> Answers::ExplainFact(const v1::ExplainFactRequest& request, absl::Time deadline) const {
  absl::StatusOr<ReadState> state = OpenReadState(reader_, request.consistency());
  if (!state.ok()) return state.status();
  const Revision revision = state->revision();
  const absl::StatusOr<std::vector<index::FactVersion>> versions =
      state->snapshot.ReadFactVersions(request.name(), state->at);
  if (!versions.ok()) return versions.status();
  const absl::StatusOr<std::string> found = FindLastHeld(request.name(), *versions, *state);
  if (!found.ok()) return found.status();
  ToldFactReader reader(*state);
  absl::StatusOr<ToldFact> asked = reader.Read(*found);
  if (!asked.ok()) return asked.status();
  std::vector<claims::Testimony> testimonies = {reader.TestimonyOf(*asked)};
  const absl::StatusOr<ClaimCandidates> candidates = FindClaimCandidates(
      *state, asked->fact, testimonies.front().assertion.published, limits_.max_facts_compared, deadline);
  if (!candidates.ok()) return candidates.status();
  std::vector<ToldFact> facts = {*std::move(asked)};
  for (const segments::FactPlace& place : candidates->facts) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const absl::StatusOr<std::string> bytes = place.ReadBytes();
    if (!bytes.ok()) return bytes.status();
    absl::StatusOr<ToldFact> told = reader.Read(*bytes);
    if (!told.ok()) return told.status();
    if (told->article.name() == facts.front().article.name()) continue;
    claims::Testimony testimony = reader.TestimonyOf(*told);
    const claims::Relation relation = claims::Compare(testimonies.front().assertion, testimony.assertion);
    if (relation == claims::Relation::kNone) continue;
    testimonies.push_back(std::move(testimony));
    facts.push_back(*std::move(told));
  }
  v1::ExplainFactResponse response;
  AddVersions(facts, testimonies, response);
  response.set_versions_incomplete(candidates->is_incomplete);
  AddHistory(*state, request.name(), *versions, response);
  *response.mutable_testimony() = ToProto(std::move(facts.front()), 0);
  response.set_revision_token(RevisionToken(revision));
  return response.SerializeAsString();
}

}  // namespace dateline::answers
