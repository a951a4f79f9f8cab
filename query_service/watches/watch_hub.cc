#include "query_service/watches/watch_hub.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/errors/errors.h"
#include "query_service/index/stored_facts.h"

namespace dateline::watches {
namespace {

// How late a deadline may be noticed.
constexpr std::chrono::milliseconds kTick(50);
constexpr size_t kCommitsOfStep = 64;
// As long as an index has few, it does not matter how watches are filed.
constexpr int64_t kFewFacts = 1000;

}  // namespace

WatchHub::WatchHub(const index::IndexReader& reader, answers::Corroboration& corroboration, size_t max_watches,
                   NoticeSink on_notice)
    : reader_(reader),
      corroboration_(corroboration),
      max_watches_(max_watches),
      on_notice_(std::move(on_notice)),
      followed_(reader.Newest()->state.position.offset),
      filed_facts_(reader.Newest()->state.totals.facts),
      generation_(reader.Newest()->generation) {
  thread_ = std::thread([this] { Follow(); });
}

WatchHub::~WatchHub() { Shutdown(); }

void WatchHub::Advance() {
  threading::MutexLock lock(mutex_);
  has_advanced_ = true;
  changed_.NotifyOne();
}

absl::StatusOr<WatchId> WatchHub::Add(const StandingQuery& query, int64_t seen) {
  threading::MutexLock lock(mutex_);
  if (watches_.size() >= max_watches_) {
    const std::string message = absl::StrCat("there are ", max_watches_, " watches already; ask another replica");
    return errors::WithRetryDelay(errors::Error(absl::StatusCode::kResourceExhausted, "OVERLOADED", message),
                                  absl::Seconds(1));
  }
  const WatchId id = next_id_++;
  Watch& watch = watches_[id];
  watch.query = &query;
  if (seen < followed_) watch.due = {seen, followed_};
  registry_.Add(id, query, {index::Snapshot(reader_), followed_}, corroboration_);
  return id;
}

void WatchHub::Remove(WatchId id) {
  threading::MutexLock lock(mutex_);
  registry_.Remove(id);
  watches_.erase(id);
}

WatchHub::Turn WatchHub::NextTurn(WatchId id, int64_t seen) {
  threading::MutexLock lock(mutex_);
  const Turn nothing{std::max(seen, followed_), std::max(seen, followed_), nullptr};
  const auto found = watches_.find(id);
  if (found == watches_.end()) return nothing;
  const std::optional<CommitRange> due = NextDue(id, found->second, seen);
  if (!due.has_value()) return nothing;
  Turn turn{std::max(seen, due->begin), std::min(due->end, followed_), nullptr};
  if (auto commit = recent_.FindFrom(turn.look_from); commit != nullptr && commit->end <= turn.look_to) {
    turn.commit = std::move(commit);
  }
  return turn;
}

std::optional<CommitRange> WatchHub::NextDue(WatchId id, const Watch& watch, int64_t seen) const {
  std::optional<CommitRange> next = registry_.NextDue(id, seen);
  if (watch.due.end > seen && (!next.has_value() || watch.due.begin < next->begin)) next = watch.due;
  if (next.has_value() && std::max(seen, next->begin) >= followed_) return std::nullopt;
  return next;
}

void WatchHub::ForgetCommits() {
  threading::MutexLock lock(mutex_);
  recent_.Clear();
}

void WatchHub::WhenDue(WatchId id, int64_t seen, absl::Time deadline, Wake wake) {
  {
    threading::MutexLock lock(mutex_);
    const auto found = watches_.find(id);
    if (!is_shut_down_ && found != watches_.end() && !NextDue(id, found->second, seen).has_value()) {
      registry_.Wait(id);
      found->second.due = {};  // seen, and it does not go back from here on
      found->second.Wait(deadline, std::nullopt, std::move(wake));
      return;
    }
  }
  wake();
}

void WatchHub::WhenFollowed(WatchId id, int64_t to, absl::Time deadline, Wake wake) {
  {
    threading::MutexLock lock(mutex_);
    const auto found = watches_.find(id);
    if (!is_shut_down_ && found != watches_.end()) {
      found->second.Wait(deadline, to, std::move(wake));
      return;
    }
  }
  wake();
}

void WatchHub::WakeNow(WatchId id) {
  Wake wake;
  {
    threading::MutexLock lock(mutex_);
    const auto found = watches_.find(id);
    if (found != watches_.end()) wake = std::exchange(found->second.wake, nullptr);
  }
  if (wake) wake();
}

absl::Status WatchHub::damage() const {
  threading::MutexLock lock(mutex_);
  return absl::IsDataLoss(trouble_) ? trouble_ : absl::OkStatus();
}

int64_t WatchHub::followed() const {
  threading::MutexLock lock(mutex_);
  return followed_;
}

bool WatchHub::is_shut_down() const {
  threading::MutexLock lock(mutex_);
  return is_shut_down_;
}

size_t WatchHub::watch_count() const {
  threading::MutexLock lock(mutex_);
  return watches_.size();
}

void WatchHub::Shutdown() {
  std::vector<Wake> wakes;
  std::thread thread;
  {
    threading::MutexLock lock(mutex_);
    is_shut_down_ = true;
    wakes = TakeWakes();
    thread = std::move(thread_);
    changed_.NotifyOne();
  }
  for (const Wake& wake : wakes) wake();
  if (thread.joinable()) thread.join();
}

void WatchHub::Follow() {
  while (true) {
    bool must_follow = false;
    {
      threading::MutexLock lock(mutex_);
      if (!has_advanced_ && !is_shut_down_) changed_.WaitUntil(mutex_, std::chrono::steady_clock::now() + kTick);
      if (is_shut_down_) return;
      must_follow = std::exchange(has_advanced_, false) || !trouble_.ok();
    }
    if (must_follow) Note(FollowIndex());
    if (Clock::now() < next_overdue_) continue;
    WakeOverdue();
    next_overdue_ = Clock::now() + kTick;
  }
}

void WatchHub::Note(const absl::Status& followed) {
  std::vector<Wake> wakes;
  {
    threading::MutexLock lock(mutex_);
    if (followed == trouble_) return;
    trouble_ = followed;
    if (absl::IsDataLoss(followed)) wakes = TakeWakes();
  }
  const char* const effect = absl::IsDataLoss(followed) ? "watches end: " : "watches wait: ";
  if (!followed.ok()) on_notice_(absl::StrCat(effect, followed.message()));
  for (const Wake& wake : wakes) wake();
}

std::vector<WatchHub::Wake> WatchHub::TakeWakes() {
  std::vector<Wake> wakes;
  for (auto& [id, watch] : watches_) {
    if (watch.wake) wakes.push_back(std::exchange(watch.wake, nullptr));
  }
  return wakes;
}

absl::Status WatchHub::FollowIndex() {
  const Clock::time_point end = Clock::now() + kTick;
  while (Clock::now() < end && !is_shut_down()) {
    const absl::StatusOr<bool> has_followed = FollowCommits();
    if (!has_followed.ok()) return has_followed.status();
    if (!*has_followed) return absl::OkStatus();
  }
  Advance();
  return absl::OkStatus();
}

absl::StatusOr<bool> WatchHub::FollowCommits() {
  const std::shared_ptr<const index::IndexVersion> newest = reader_.Newest();
  const feed_client::FeedPosition& position = newest->state.position;
  const int64_t at = position.is_whole() ? position.offset : 0;
  int64_t begin = 0;
  WatchId first_new = 0;
  {
    threading::MutexLock lock(mutex_);
    if (watches_.empty()) {
      followed_ = at;
      recent_.Clear();
      filed_facts_ = newest->state.totals.facts;
    }
    begin = followed_;
    first_new = next_id_;
  }
  const bool began_anew = std::exchange(generation_, newest->generation) != newest->generation;
  if (began_anew || at < begin || (begin < at && begin < position.whole_from)) {
    StartOver(at);
    return false;
  }
  if (at == begin) return false;
  // The first field wins where there are no facts yet.
  if (newest->state.totals.facts >= 2 * filed_facts_ + kFewFacts) RefileAll(begin);
  absl::StatusOr<store::ReaderPool::Lease> tables = reader_.BorrowTables();
  if (!tables.ok()) return tables.status();
  absl::StatusOr<std::vector<index::CommitChanges>> commits = index::ReadCommits(**tables, begin, at, CommitsOfStep());
  if (!commits.ok()) return commits.status();
  const absl::StatusOr<std::vector<Terms>> terms = FindTerms(**tables, *commits, position.whole_from);
  // The comparing of facts takes longer than a tick; it got some way.
  if (errors::Reason(terms.status()) == "FACTS_NOT_COMPARED") return true;
  if (!terms.ok()) return terms.status();
  for (size_t i = 0; i < commits->size(); ++i) MarkDue((*terms)[i], first_new, std::move((*commits)[i]));
  return true;
}

size_t WatchHub::CommitsOfStep() const {
  threading::MutexLock lock(mutex_);
  // Comparing takes up to a tick for each.
  return registry_.CountsSources() ? 1 : kCommitsOfStep;
}

absl::StatusOr<std::vector<WatchHub::Terms>> WatchHub::FindTerms(store::Database& database,
                                                                 absl::Span<const index::CommitChanges> commits,
                                                                 int64_t whole_from) {
  std::vector<Terms> found(commits.size());
  if (absl::Status of_begun = FindTermsOfBegun(database, commits, whole_from, found); !of_begun.ok()) return of_begun;
  for (size_t i = 0; i < commits.size(); ++i) {
    absl::StatusOr<std::vector<int64_t>> others = FindCorroborated(commits[i]);
    if (!others.ok()) return others.status();
    for (const index::EndedFact& ended : commits[i].ended) {
      const bool came_too = ended.recorded_from > commits[i].begin;
      if (!came_too) others->push_back(ended.recorded_from);
    }
    const auto add = [&](const segments::FactDocument& fact) {
      threading::MutexLock lock(mutex_);
      registry_.FindTerms(index::TermHashes(fact), found[i]);
      return absl::OkStatus();
    };
    for (const int64_t at : *others) {
      const absl::Status visited = index::VisitStoredFacts(database, whole_from, at - 1, at + 1, add);
      if (!visited.ok()) return visited;
    }
    std::sort(found[i].begin(), found[i].end());
    found[i].erase(std::unique(found[i].begin(), found[i].end()), found[i].end());
  }
  return found;
}

absl::Status WatchHub::FindTermsOfBegun(store::Database& database, absl::Span<const index::CommitChanges> commits,
                                        int64_t whole_from, std::vector<Terms>& found) {
  size_t i = 0;
  const auto add = [&](int64_t recorded_from, absl::Span<const uint64_t> hashes) {
    while (commits[i].end < recorded_from) ++i;
    threading::MutexLock lock(mutex_);
    registry_.FindTerms(hashes, found[i]);
  };
  const int64_t begin = commits.front().begin, end = commits.back().end;
  if (reader_.recent_terms().Visit(begin, end, add)) return absl::OkStatus();
  return index::VisitStoredFacts(database, whole_from, begin, end + 1, [&](const segments::FactDocument& fact) {
    add(fact.record().recorded_from, index::TermHashes(fact));
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<int64_t>> WatchHub::FindCorroborated(const index::CommitChanges& commit) {
  {
    threading::MutexLock lock(mutex_);
    if (!registry_.CountsSources()) return std::vector<int64_t>();
  }
  const absl::Status followed = corroboration_.FollowTo(commit.end, absl::Now() + absl::FromChrono(kTick));
  if (!followed.ok()) return followed;
  return corroboration_.ChangedBetween(commit.begin, commit.end);
}

absl::flat_hash_set<WatchId> WatchHub::FindDueBesides(const index::CommitChanges& commit, WatchId first_new) {
  absl::flat_hash_set<WatchId> due;
  for (const std::string& name : commit.merged) {
    registry_.FindForEntity(name, due);
    registry_.FindForEntity(reader_.merged_names().StandsFor(name, commit.begin), due);
    registry_.FindForEntity(reader_.merged_names().StandsFor(name, commit.end), due);
  }
  // Those who go by other names from now on are filed anew.
  if (!due.empty()) {
    const answers::ReadState state{index::Snapshot(reader_), commit.end};
    for (const WatchId id : due) Refile(id, state);
  }
  if (!commit.purged.empty()) {
    for (const auto& [id, watch] : watches_) due.insert(id);
  }
  for (WatchId id = first_new; id < next_id_; ++id) {
    if (watches_.contains(id)) due.insert(id);
  }
  return due;
}

void WatchHub::MarkDue(const Terms& terms, WatchId first_new, index::CommitChanges changes) {
  std::vector<Wake> wakes;
  {
    threading::MutexLock lock(mutex_);
    const auto commit = std::make_shared<const index::CommitChanges>(std::move(changes));
    const CommitRange range = {commit->begin, commit->end};
    followed_ = commit->end;
    if (!commit->purged.empty()) recent_.Clear();
    recent_.Add(commit);
    std::vector<WatchId> due;
    registry_.MarkDue(range, terms, due);
    for (const WatchId id : FindDueBesides(*commit, first_new)) {
      watches_.at(id).due = watches_.at(id).due.Hull(range);
      due.push_back(id);
    }
    for (const WatchId id : due) {
      const auto found = watches_.find(id);
      if (found != watches_.end() && found->second.wake) wakes.push_back(std::exchange(found->second.wake, nullptr));
    }
  }
  for (const Wake& wake : wakes) wake();
}

void WatchHub::Refile(WatchId id, const answers::ReadState& state) {
  Watch& watch = watches_.at(id);
  watch.due = watch.due.Hull(registry_.Due(id));
  registry_.Remove(id);
  registry_.Add(id, *watch.query, state, corroboration_);
  if (watch.wake) registry_.Wait(id);
}

void WatchHub::RefileAll(int64_t at) {
  filed_facts_ = reader_.Newest()->state.totals.facts;
  const answers::ReadState state{index::Snapshot(reader_), at};
  std::vector<WatchId> ids;
  {
    threading::MutexLock lock(mutex_);
    for (const auto& [id, watch] : watches_) ids.push_back(id);
  }
  // One at a time: others wait for the lock.
  for (const WatchId id : ids) {
    threading::MutexLock lock(mutex_);
    if (watches_.contains(id)) Refile(id, state);
  }
}

void WatchHub::StartOver(int64_t at) {
  std::vector<Wake> wakes;
  {
    threading::MutexLock lock(mutex_);
    followed_ = at;
    recent_.Clear();
    registry_.ForgetDue();
    for (auto& [id, watch] : watches_) watch.due = {0, at};
    wakes = TakeWakes();
  }
  RefileAll(at);
  for (const Wake& wake : wakes) wake();
}

void WatchHub::WakeOverdue() {
  std::vector<Wake> wakes;
  {
    threading::MutexLock lock(mutex_);
    const Clock::time_point now = Clock::now();
    for (auto& [id, watch] : watches_) {
      const bool is_over = watch.deadline <= now || (watch.awaits.has_value() && *watch.awaits <= followed_);
      if (watch.wake && is_over) wakes.push_back(std::exchange(watch.wake, nullptr));
    }
  }
  for (const Wake& wake : wakes) wake();
}

}  // namespace dateline::watches
