#include "query_service/watches/watch_events.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/time/clock.h"
#include "query_service/answers/read_state.h"
#include "query_service/index/commit_times.h"
#include "query_service/segments/fact_index.h"

namespace dateline::watches {
namespace {

using answers::ReadState;
using segments::Doc;
using segments::DocSet;
using segments::FactPlace;
using segments::SegmentView;

v1::WatchEventCause CauseOf(v1::RetractionCause cause) {
  switch (cause) {
    case v1::RETRACTION_CAUSE_CANCELED:
      return v1::WATCH_EVENT_CAUSE_CANCELED;
    case v1::RETRACTION_CAUSE_WITHHELD:
      return v1::WATCH_EVENT_CAUSE_WITHHELD;
    case v1::RETRACTION_CAUSE_REEXTRACTED:
      return v1::WATCH_EVENT_CAUSE_REEXTRACTED;
    default:
      return v1::WATCH_EVENT_CAUSE_CORRECTED;
  }
}

// The matches of a query at one state; each segment is looked through once.
class Matches {
 public:
  Matches(const index::IndexReader& reader, int64_t at, const StandingQuery& query,
          const answers::Corroboration& corroboration)
      : state_{index::Snapshot(reader), at}, query_(query, state_, corroboration) {}

  // The version of a fact, if it holds at the state and matches. Purged ones are not there any more.
  std::optional<FactPlace> Find(int64_t recorded_from) {
    const std::optional<FactPlace> place = state_.facts().FindRecorded(recorded_from);
    if (!place.has_value()) return std::nullopt;
    auto known = selected_.find(place->view);
    if (known == selected_.end()) known = selected_.emplace(place->view, query_.Select(*place->view)).first;
    return known->second.Test(place->doc) ? place : std::nullopt;
  }

  // recorded_from of every version that matches, of those that also hold at `other`.
  absl::flat_hash_map<int64_t, FactPlace> AllThatHold(int64_t other) const {
    absl::flat_hash_map<int64_t, FactPlace> all;
    for (const SegmentView& view : state_.facts().views()) {
      query_.Select(view).ForEach([&](Doc doc) {
        if (view.Holds(doc, other)) all.emplace(view.segment->recorded_from(doc), FactPlace{&view, doc});
      });
    }
    return all;
  }

  // One of the entities goes by other names than at the state of `other`.
  bool NamesChanged(const Matches& other, const std::vector<std::string>& entities) const {
    const index::MergedNames& names = state_.snapshot.merged_names();
    return std::any_of(entities.begin(), entities.end(), [&](const std::string& entity) {
      return names.NamesOf(entity, state_.at) != names.NamesOf(entity, other.state_.at);
    });
  }

 private:
  const ReadState state_;
  const StandingQueryAt query_;
  std::map<const SegmentView*, DocSet> selected_;
};

// Puts together the events of one commit: first what there is to tell, in order, then each event as it is given.
class CommitEvents {
 public:
  CommitEvents(const index::IndexReader& reader, const answers::Corroboration& corroboration,
               const index::CommitChanges& commit, const StandingQuery& query)
      : reader_(reader),
        commit_(commit),
        query_(query),
        corroboration_(corroboration),
        after_(reader, commit.end, query, corroboration) {
    for (const index::EndedFact& ended : commit.ended) ends_.emplace(ended.recorded_from, &ended);
    begun_.insert(commit.begun.begin(), commit.begun.end());
  }

  absl::Status Visit(const EventOrder& last, absl::FunctionRef<bool(const EventOrder&, v1::WatchEvent)> take) {
    if (absl::Status planned = PlanChangedFacts(); !planned.ok()) return planned;
    PlanCorroborated();
    PlanMerged();
    PlanPurged();
    for (auto next = plans_.upper_bound(last); next != plans_.end(); ++next) {
      absl::StatusOr<v1::WatchEvent> event = Make(next->second);
      if (!event.ok()) return event.status();
      if (!take(next->first, *std::move(event))) return absl::OkStatus();
    }
    return absl::OkStatus();
  }

 private:
  // An event without its fact.
  struct Plan {
    v1::WatchEventKind kind;
    v1::WatchEventCause cause;
    // The version that matches now or did before. Unset: of a purge.
    std::optional<FactPlace> place;
    // As the fact was known. Empty: as it is; of a purge the article's.
    std::string name;
    absl::string_view reason;
  };
  using Places = absl::flat_hash_map<int64_t, FactPlace>;  // by recorded_from

  // Most commits only add facts, and need no look at what was before.
  Matches& Before() {
    if (!before_.has_value()) before_.emplace(reader_, commit_.begin, query_, corroboration_);
    return *before_;
  }

  absl::Status PlanChangedFacts() {
    Places came;
    absl::flat_hash_map<std::string, int64_t> came_by_name;
    for (const int64_t recorded_from : commit_.begun) {
      if (ends_.contains(recorded_from)) continue;
      const std::optional<FactPlace> place = after_.Find(recorded_from);
      if (!place.has_value()) continue;
      came.emplace(recorded_from, *place);
      if (commit_.ended.empty()) continue;
      absl::StatusOr<std::string> name = NameOf(*place);
      if (!name.ok()) return name.status();
      came_by_name[*std::move(name)] = recorded_from;
    }
    for (const index::EndedFact& ended : commit_.ended) {
      if (ended.recorded_from > commit_.begin) continue;  // it came and went
      const std::optional<FactPlace> place = Before().Find(ended.recorded_from);
      if (!place.has_value()) continue;
      absl::StatusOr<std::string> name = NameOf(*place);
      if (!name.ok()) return name.status();
      const index::EndedFact& last = LastEnd(ended);
      int64_t successor = last.recorded_to;
      if (!came.contains(successor)) {
        const auto same_name = came_by_name.find(*name);
        successor = same_name == came_by_name.end() ? 0 : same_name->second;
      }
      const EventOrder change = {successor, 0};
      if (successor != 0 && !plans_.contains(change)) {
        plans_[change] = {v1::WATCH_EVENT_KIND_CHANGE, CauseOf(last.cause), came.at(successor), *std::move(name),
                          last.reason};
      } else {
        plans_[{last.recorded_to, last.recorded_from}] = {v1::WATCH_EVENT_KIND_UNMATCH, CauseOf(last.cause), place,
                                                          *std::move(name), last.reason};
      }
    }
    for (const auto& [recorded_from, place] : came) {
      // But for what is a change.
      plans_.try_emplace({recorded_from, 0},
                         Plan{v1::WATCH_EVENT_KIND_MATCH, v1::WATCH_EVENT_CAUSE_RECORDED, place, "", ""});
    }
    return absl::OkStatus();
  }

  // The end of the last of the versions that took each other's place within the commit.
  const index::EndedFact& LastEnd(const index::EndedFact& ended) const {
    const index::EndedFact* last = &ended;
    while (begun_.contains(last->recorded_to)) {
      const auto next = ends_.find(last->recorded_to);
      if (next == ends_.end()) break;
      last = next->second;
    }
    return *last;
  }

  // Facts that stayed as they are, while others came or went that confirm them.
  void PlanCorroborated() {
    if (!query_.CountsSources()) return;
    for (const int64_t recorded_from : corroboration_.ChangedBetween(commit_.begin, commit_.end)) {
      if (begun_.contains(recorded_from) || ends_.contains(recorded_from)) continue;
      const std::optional<FactPlace> before = Before().Find(recorded_from);
      const std::optional<FactPlace> after = after_.Find(recorded_from);
      if (before.has_value() == after.has_value()) continue;
      PlanStayed(after.has_value() ? *after : *before, after.has_value(), v1::WATCH_EVENT_CAUSE_CORROBORATED);
    }
  }

  // Facts that stayed as they are, of entities that did not.
  void PlanMerged() {
    if (commit_.merged.empty()) return;
    if (!Before().NamesChanged(after_, query_.Entities())) return;
    const Places before = Before().AllThatHold(commit_.end);
    const Places after = after_.AllThatHold(commit_.begin);
    for (const auto& [recorded_from, place] : before) {
      if (!after.contains(recorded_from)) PlanStayed(place, false, v1::WATCH_EVENT_CAUSE_ENTITY_MERGED);
    }
    for (const auto& [recorded_from, place] : after) {
      if (!before.contains(recorded_from)) PlanStayed(place, true, v1::WATCH_EVENT_CAUSE_ENTITY_MERGED);
    }
  }

  // Of a fact that is as it was, but matches now or no longer.
  void PlanStayed(const FactPlace& place, bool matches, v1::WatchEventCause cause) {
    const auto kind = matches ? v1::WATCH_EVENT_KIND_MATCH : v1::WATCH_EVENT_KIND_UNMATCH;
    plans_[{kAfterChanges, place.recorded_from()}] = {kind, cause, place, "", ""};
  }

  void PlanPurged() {
    int64_t number = 0;
    for (const std::string& article : commit_.purged) {
      ++number;  // of the others too: which are told does not change who comes where
      if (!query_.filter().article().empty() && query_.filter().article() != article) continue;
      plans_[{kAfterAll, number}] = {v1::WATCH_EVENT_KIND_UNMATCH, v1::WATCH_EVENT_CAUSE_PURGED, std::nullopt, article,
                                     ""};
    }
  }

  absl::StatusOr<v1::WatchEvent> Make(const Plan& plan) const {
    v1::WatchEvent event;
    event.set_kind(plan.kind);
    event.set_cause(plan.cause);
    event.set_reason(std::string(plan.reason));
    *event.mutable_record_time() = index::TimestampOf(commit_.commit_nanoseconds);
    if (!plan.place.has_value()) {
      event.set_purged_article(plan.name);
      return event;
    }
    event.set_fact_name(plan.name);
    const bool matches = plan.kind != v1::WATCH_EVENT_KIND_UNMATCH;
    if (!matches && !plan.name.empty()) return event;
    absl::StatusOr<v1::Fact> fact = plan.place->Read();
    if (!fact.ok()) return fact.status();
    if (plan.name.empty()) event.set_fact_name(fact->name());
    if (matches) *event.mutable_fact() = *std::move(fact);
    return event;
  }

  static absl::StatusOr<std::string> NameOf(const FactPlace& place) {
    const absl::StatusOr<std::string> bytes = place.ReadBytes();
    if (!bytes.ok()) return bytes.status();
    return std::string(segments::NameInBytes(*bytes));
  }

  static constexpr int64_t kAfterAll = std::numeric_limits<int64_t>::max();
  static constexpr int64_t kAfterChanges = kAfterAll - 1;

  const index::IndexReader& reader_;
  const index::CommitChanges& commit_;
  const StandingQuery& query_;
  const answers::Corroboration& corroboration_;
  std::optional<Matches> before_;
  Matches after_;
  absl::flat_hash_map<int64_t, const index::EndedFact*> ends_;  // by recorded_from
  absl::flat_hash_set<int64_t> begun_;
  std::map<EventOrder, Plan> plans_;
};

}  // namespace

absl::Status VisitEvents(const index::IndexReader& reader, answers::Corroboration& corroboration,
                         const index::CommitChanges& commit, const StandingQuery& query, const EventOrder& after,
                         absl::FunctionRef<bool(const EventOrder& order, v1::WatchEvent event)> take) {
  if (query.CountsSources()) {
    const absl::Status followed = corroboration.FollowTo(commit.end, absl::Now() + kTimeToCompare);
    if (!followed.ok()) return followed;
  }
  return CommitEvents(reader, corroboration, commit, query).Visit(after, take);
}

}  // namespace dateline::watches
