#include "ingest_service/fact_log/committer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "absl/time/clock.h"
#include "ingest_service/fact_log/purged_articles.h"
#include "ingest_service/fact_log/refusal.h"
#include "platform/process/fail_point.h"

namespace dateline::fact_log {
namespace {

// How often a transaction is tried, with pauses that double, each shortened at random.
constexpr int kMaxAttempts = 5;
constexpr absl::Duration kFirstPause = absl::Milliseconds(5);

// How long callers wait while nobody knows whether what they gave is stored.
constexpr absl::Duration kOutcomePatience = absl::Seconds(15);
constexpr absl::Duration kOutcomePause = absl::Milliseconds(100);

}  // namespace

Committer::Committer(store::Database& database, FeedHead head, const CommitOptions& options,
                     std::function<void(const FeedHead&)> on_commit)
    : database_(database), head_(std::move(head)), options_(options), on_commit_(std::move(on_commit)), thread_([this] {
        Work();
      }) {}

Committer::~Committer() {
  {
    threading::MutexLock lock(mutex_);
    ending_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void Committer::Submit(Write write) {
  if (!Enqueue(write)) write.done(Overloaded());
}

CommitQueue Committer::queue() const {
  threading::MutexLock lock(mutex_);
  if (waiting_.empty()) return {};
  return {static_cast<int>(waiting_.size()), absl::Now() - waiting_.front().submitted};
}

bool Committer::Enqueue(Write& write) {
  write.submitted = absl::Now();
  {
    threading::MutexLock lock(mutex_);
    if (waiting_.size() >= static_cast<size_t>(options_.max_waiting_articles)) return false;
    waiting_.push_back(std::move(write));
  }
  changed_.NotifyOne();
  return true;
}

void Committer::Work() {
  while (const std::optional<std::vector<Write>> group = TakeGroup()) {
    if (group->empty()) {
      FollowOthers();
      continue;
    }
    const std::vector<absl::Status> outcomes = Commit(*group);
    for (size_t i = 0; i < group->size(); ++i) (*group)[i].done(outcomes[i]);
  }
}

// The next group; empty: nothing came for a while. Nothing: the end.
std::optional<std::vector<Write>> Committer::TakeGroup() {
  threading::MutexLock lock(mutex_);
  WaitForGroup();
  if (waiting_.empty() && ending_) return std::nullopt;
  const size_t size = std::min(waiting_.size(), static_cast<size_t>(options_.max_group_articles));
  std::vector<Write> group(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.begin() + size));
  waiting_.erase(waiting_.begin(), waiting_.begin() + size);
  return group;
}

void Committer::WaitForGroup() {
  const auto follow_at = std::chrono::steady_clock::now() + kFollowPause;
  while (waiting_.empty() && !ending_) {
    if (!HasOthers()) {
      changed_.Wait(mutex_);
    } else if (std::chrono::steady_clock::now() < follow_at) {
      changed_.WaitUntil(mutex_, follow_at);
    } else {
      return;
    }
  }
  const auto deadline = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(options_.group_window);
  while (!ending_ && waiting_.size() < static_cast<size_t>(options_.max_group_articles) &&
         std::chrono::steady_clock::now() < deadline) {
    changed_.WaitUntil(mutex_, deadline);
  }
}

// One transaction for all; when the store fails under it, one for each, so that a bad write takes no other with it.
std::vector<absl::Status> Committer::Commit(absl::Span<const Write> group) {
  const absl::Status together = CommitTogether(group);
  std::vector<absl::Status> outcomes(group.size(), together);
  // It was the store, not a write; and what may be stored already is not written again.
  const bool is_of_all = absl::IsUnavailable(together) || uncertain_head_.has_value();
  if (!together.ok() && group.size() > 1 && !is_of_all) {
    for (size_t i = 0; i < group.size(); ++i) outcomes[i] = CommitTogether(group.subspan(i, 1));
  }
  absl::Status erased;
  const auto erases = [](const Write& write) { return write.erases; };
  if (std::any_of(group.begin(), group.end(), erases)) erased = FinishPurges(database_);
  for (size_t i = 0; i < group.size(); ++i) {
    if (outcomes[i].ok() && group[i].erases) outcomes[i] = erased;
  }
  return outcomes;
}

absl::Status Committer::CommitTogether(absl::Span<const Write> group) {
  for (int attempt = 1; true; ++attempt) {
    if (uncertain_head_.has_value()) {
      if (absl::Status found = LookUp().status(); !found.ok()) return found;
    }
    const absl::Status outcome = CommitOnce(group);
    if (store::IsOutcomeUnknown(outcome)) {
      const absl::StatusOr<CommitOutcome> found = AwaitOutcome();
      if (!found.ok() || *found == CommitOutcome::kUnknowable) return outcome;
      if (*found == CommitOutcome::kCommitted) return absl::OkStatus();
    } else if (!store::MayRunAgain(outcome)) {
      return outcome;
    }
    if (attempt == kMaxAttempts) return outcome;
    absl::SleepFor(kFirstPause * (1 << attempt) * absl::Uniform(random_, 0.5, 1.0));
  }
}

absl::Status Committer::CommitOnce(absl::Span<const Write> group) {
  auto transaction = store::Transaction::BeginWrite(database_);
  if (!transaction.ok()) return transaction.status();
  if (HasOthers()) {
    const absl::StatusOr<FeedHead> stored = LockHead(database_);
    if (!stored.ok()) return stored.status();
    MoveTo(*stored);
  }
  ChangeWriter writer(database_, head_, absl::Now());
  for (const Write& write : group) {
    if (absl::Status filled = write.fill(writer); !filled.ok()) return filled;
  }
  const absl::Status stored = writer.StoreHead();
  if (!stored.ok()) return stored;
  DATELINE_FAIL_POINT("before_commit");
  const absl::Status committed = transaction->Commit();
  if (store::IsOutcomeUnknown(committed)) uncertain_head_ = writer.head();
  if (!committed.ok()) return committed;
  DATELINE_FAIL_POINT("after_commit");
  MoveTo(writer.head());
  return absl::OkStatus();
}

absl::StatusOr<CommitOutcome> Committer::AwaitOutcome() {
  const auto deadline = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(kOutcomePatience);
  while (true) {
    absl::StatusOr<CommitOutcome> found = LookUp();
    if (found.ok() || std::chrono::steady_clock::now() > deadline) return found;
    absl::SleepFor(kOutcomePause);
  }
}

// Takes the transaction of uncertain_head_ for what it was.
absl::StatusOr<CommitOutcome> Committer::LookUp() {
  const absl::StatusOr<CommitOutcome> found = FindOutcome(database_, head_, *uncertain_head_);
  if (!found.ok()) return found;
  const FeedHead head = *std::exchange(uncertain_head_, std::nullopt);
  if (*found == CommitOutcome::kCommitted) MoveTo(head);
  return found;
}

void Committer::MoveTo(const FeedHead& head) {
  const bool moved = head.offset != head_.offset || head.low_offset != head_.low_offset || head.epoch != head_.epoch;
  head_ = head;
  if (moved) on_commit_(head_);
}

void Committer::FollowOthers() {
  if (uncertain_head_.has_value()) {
    static_cast<void>(LookUp());
  } else if (const absl::StatusOr<FeedHead> stored = ReadHead(database_); stored.ok()) {
    MoveTo(*stored);
  }
}

}  // namespace dateline::fact_log
