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
#include "absl/strings/str_cat.h"
#include "query_service/answers/read_state.h"
#include "query_service/segments/fact_index.h"

namespace dateline::watches {
namespace {

using answers::ReadState;
using segments::Doc;
using segments::DocSet;
using segments::FactPlace;
using segments::SegmentView;

google::protobuf::Timestamp TimestampOf(int64_t nanoseconds) {
  constexpr int64_t kNanosecondsOfSecond = 1'000'000'000;
  google::protobuf::Timestamp time;
  const int64_t nanos = (nanoseconds % kNanosecondsOfSecond + kNanosecondsOfSecond) % kNanosecondsOfSecond;
  time.set_seconds((nanoseconds - nanos) / kNanosecondsOfSecond);
  time.set_nanos(static_cast<int32_t>(nanos));
  return time;
}

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

  const segments::FactIndex& facts() const { return state_.facts(); }

  // The version of a fact, if it holds at the state and matches. Purged ones are not there any more.
  std::optional<FactPlace> Find(int64_t recorded_from) {
    for (const SegmentView& view : state_.facts().views()) {
      const std::optional<Doc> doc = view.segment->FindRecorded(recorded_from);
      if (!doc.has_value()) continue;
      auto known = selected_.find(&view);
      if (known == selected_.end()) known = selected_.emplace(&view, query_.Select(view)).first;
      return known->second.Test(*doc) ? std::optional(FactPlace{&view, *doc}) : std::nullopt;
    }
    return std::nullopt;
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

  bool NamesChanged(const Matches& other) const {
    const index::MergedNames& names = state_.snapshot.merged_names();
    for (const std::string& entity : query_entities_) {
      if (names.NamesOf(entity, state_.at) != names.NamesOf(entity, other.state_.at)) return true;
    }
    return false;
  }
  void SetEntities(std::vector<std::string> entities) { query_entities_ = std::move(entities); }

 private:
  const ReadState state_;
  const StandingQueryAt query_;
  std::vector<std::string> query_entities_;
  std::map<const SegmentView*, DocSet> selected_;
};

// Puts together the events of one commit.
class CommitEvents {
 public:
  CommitEvents(const index::IndexReader& reader, const answers::Corroboration& corroboration,
               const index::CommitChanges& commit, const StandingQuery& query)
      : commit_(commit),
        query_(query),
        corroboration_(corroboration),
        before_(reader, commit.begin, query, corroboration),
        after_(reader, commit.end, query, corroboration) {
    for (const index::EndedFact& ended : commit.ended) ends_.emplace(ended.recorded_from, &ended);
    begun_.insert(commit.begun.begin(), commit.begun.end());
  }

  absl::StatusOr<std::vector<v1::WatchEvent>> Make() {
    for (const absl::Status& added : {AddChangedFacts(), AddCorroborated(), AddMerged()}) {
      if (!added.ok()) return added;
    }
    std::vector<v1::WatchEvent> events;
    for (auto& [order, event] : events_) events.push_back(std::move(event));
    AddPurged(events);
    return events;
  }

 private:
  // Of changes by their offset, then of merges by the offset that recorded the fact.
  using Order = std::pair<int64_t, int64_t>;

  absl::Status AddChangedFacts() {
    absl::flat_hash_map<std::string, int64_t> came;  // recorded_from of what matches now, by name
    absl::flat_hash_map<int64_t, v1::Fact> facts;
    for (const int64_t recorded_from : commit_.begun) {
      if (ends_.contains(recorded_from)) continue;
      const std::optional<FactPlace> place = after_.Find(recorded_from);
      if (!place.has_value()) continue;
      absl::StatusOr<v1::Fact> fact = Read(*place);
      if (!fact.ok()) return fact.status();
      came[fact->name()] = recorded_from;
      facts[recorded_from] = *std::move(fact);
    }
    absl::flat_hash_set<int64_t> is_change;
    for (const index::EndedFact& ended : commit_.ended) {
      if (ended.recorded_from > commit_.begin) continue;  // it came and went
      const std::optional<FactPlace> place = before_.Find(ended.recorded_from);
      if (!place.has_value()) continue;
      absl::StatusOr<v1::Fact> fact = Read(*place);
      if (!fact.ok()) return fact.status();
      const index::EndedFact& last = LastEnd(ended);
      int64_t successor = last.recorded_to;
      if (!facts.contains(successor)) {
        const auto same_name = came.find(fact->name());
        successor = same_name == came.end() ? 0 : same_name->second;
      }
      if (successor != 0 && is_change.insert(successor).second) {
        AddChange(fact->name(), successor, facts.at(successor));
      } else {
        AddUnmatch(fact->name(), last);
      }
    }
    for (auto& [recorded_from, fact] : facts) {
      if (is_change.contains(recorded_from)) continue;
      v1::WatchEvent& event = Add({recorded_from, 0}, v1::WATCH_EVENT_KIND_MATCH, v1::WATCH_EVENT_CAUSE_RECORDED);
      event.set_fact_name(fact.name());
      *event.mutable_fact() = std::move(fact);
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

  void AddChange(const std::string& name_before, int64_t recorded_from, const v1::Fact& fact) {
    v1::WatchEvent& event = Add({recorded_from, 0}, v1::WATCH_EVENT_KIND_CHANGE, v1::WATCH_EVENT_CAUSE_CORRECTED);
    event.set_fact_name(name_before);
    *event.mutable_fact() = fact;
  }

  void AddUnmatch(const std::string& name, const index::EndedFact& ended) {
    v1::WatchEvent& event =
        Add({ended.recorded_to, ended.recorded_from}, v1::WATCH_EVENT_KIND_UNMATCH, CauseOf(ended.cause));
    event.set_fact_name(name);
    event.set_reason(ended.reason);
  }

  // Facts that stayed as they are, while others came or went that confirm them.
  absl::Status AddCorroborated() {
    if (!query_.CountsSources()) return absl::OkStatus();
    for (const int64_t recorded_from : corroboration_.ChangedBetween(commit_.begin, commit_.end)) {
      if (begun_.contains(recorded_from) || ends_.contains(recorded_from)) continue;
      const std::optional<FactPlace> before = before_.Find(recorded_from);
      const std::optional<FactPlace> after = after_.Find(recorded_from);
      if (before.has_value() == after.has_value()) continue;
      const absl::Status added =
          AddStayed(after.has_value() ? *after : *before, after.has_value(), v1::WATCH_EVENT_CAUSE_CORROBORATED);
      if (!added.ok()) return added;
    }
    return absl::OkStatus();
  }

  // Facts that stayed as they are, of entities that did not.
  absl::Status AddMerged() {
    if (commit_.merged.empty()) return absl::OkStatus();
    before_.SetEntities(query_.Entities());
    if (!before_.NamesChanged(after_)) return absl::OkStatus();
    const auto before = before_.AllThatHold(commit_.end);
    const auto after = after_.AllThatHold(commit_.begin);
    for (const auto& [recorded_from, place] : before) {
      if (after.contains(recorded_from)) continue;
      const absl::Status added = AddStayed(place, false, v1::WATCH_EVENT_CAUSE_ENTITY_MERGED);
      if (!added.ok()) return added;
    }
    for (const auto& [recorded_from, place] : after) {
      if (before.contains(recorded_from)) continue;
      const absl::Status added = AddStayed(place, true, v1::WATCH_EVENT_CAUSE_ENTITY_MERGED);
      if (!added.ok()) return added;
    }
    return absl::OkStatus();
  }

  // Of a fact that is as it was, but matches now or no longer.
  absl::Status AddStayed(const FactPlace& place, bool matches, v1::WatchEventCause cause) {
    absl::StatusOr<v1::Fact> fact = Read(place);
    if (!fact.ok()) return fact.status();
    v1::WatchEvent& event = Add({kAfterChanges, place.recorded_from()},
                                matches ? v1::WATCH_EVENT_KIND_MATCH : v1::WATCH_EVENT_KIND_UNMATCH, cause);
    event.set_fact_name(fact->name());
    if (matches) *event.mutable_fact() = *std::move(fact);
    return absl::OkStatus();
  }

  void AddPurged(std::vector<v1::WatchEvent>& events) const {
    for (const std::string& article : commit_.purged) {
      if (!query_.filter().article().empty() && query_.filter().article() != article) continue;
      v1::WatchEvent& event = events.emplace_back();
      event.set_kind(v1::WATCH_EVENT_KIND_UNMATCH);
      event.set_cause(v1::WATCH_EVENT_CAUSE_PURGED);
      event.set_purged_article(article);
      *event.mutable_record_time() = TimestampOf(commit_.commit_nanoseconds);
    }
  }

  v1::WatchEvent& Add(Order order, v1::WatchEventKind kind, v1::WatchEventCause cause) {
    v1::WatchEvent& event = events_[order];
    event.set_kind(kind);
    event.set_cause(cause);
    *event.mutable_record_time() = TimestampOf(commit_.commit_nanoseconds);
    return event;
  }

  static absl::StatusOr<v1::Fact> Read(const FactPlace& place) {
    const absl::StatusOr<std::string> bytes = place.ReadBytes();
    if (!bytes.ok()) return bytes.status();
    v1::Fact fact;
    if (fact.ParseFromString(*bytes)) return fact;
    return absl::DataLossError(absl::StrCat("the stored fact of change ", place.recorded_from(), " is damaged"));
  }

  static constexpr int64_t kAfterChanges = std::numeric_limits<int64_t>::max();

  const index::CommitChanges& commit_;
  const StandingQuery& query_;
  const answers::Corroboration& corroboration_;
  Matches before_;
  Matches after_;
  absl::flat_hash_map<int64_t, const index::EndedFact*> ends_;  // by recorded_from
  absl::flat_hash_set<int64_t> begun_;
  std::map<Order, v1::WatchEvent> events_;
};

}  // namespace

absl::StatusOr<std::vector<v1::WatchEvent>> EventsOf(const index::IndexReader& reader,
                                                     answers::Corroboration& corroboration,
                                                     const index::CommitChanges& commit, const StandingQuery& query) {
  if (query.CountsSources()) {
    const absl::Status followed = corroboration.FollowTo(commit.end, absl::InfiniteFuture());
    if (!followed.ok()) return followed;
  }
  return CommitEvents(reader, corroboration, commit, query).Make();
}

}  // namespace dateline::watches
