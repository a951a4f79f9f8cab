#include "ingest_service/fact_log/committer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "ingest_service/fact_log/refusal.h"
#include "platform/errors/errors.h"
#include "platform/process/fail_point.h"

namespace dateline::fact_log {
namespace {

absl::Status Overloaded() {
  return errors::WithRetryDelay(Refusal(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_OVERLOADED,
                                        "too many articles wait to be stored; send fewer at once"),
                                absl::Milliseconds(100));
}

}  // namespace

Committer::Committer(sqlite::Database& database, FeedHead head, const CommitOptions& options,
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

void Committer::Append(PreparedArticle article, AppendDone done) {
  Waiting waiting{std::move(article), std::move(done)};
  if (!Enqueue(waiting)) waiting.done(Overloaded());
}

bool Committer::Enqueue(Waiting& waiting) {
  {
    threading::MutexLock lock(mutex_);
    if (waiting_.size() >= static_cast<size_t>(options_.max_waiting_articles)) return false;
    waiting_.push_back(std::move(waiting));
  }
  changed_.NotifyOne();
  return true;
}

void Committer::Work() {
  while (true) {
    const std::vector<Waiting> group = TakeGroup();
    if (group.empty()) return;
    Results results = Commit(group);
    for (size_t i = 0; i < group.size(); ++i) group[i].done(std::move(results[i]));
  }
}

// The next group; empty: the end.
std::vector<Committer::Waiting> Committer::TakeGroup() {
  threading::MutexLock lock(mutex_);
  WaitForGroup();
  const size_t size = std::min(waiting_.size(), static_cast<size_t>(options_.max_group_articles));
  std::vector<Waiting> group(std::make_move_iterator(waiting_.begin()),
                             std::make_move_iterator(waiting_.begin() + size));
  waiting_.erase(waiting_.begin(), waiting_.begin() + size);
  return group;
}

void Committer::WaitForGroup() {
  while (waiting_.empty() && !ending_) changed_.Wait(mutex_);
  const auto deadline = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(options_.group_window);
  while (!ending_ && waiting_.size() < static_cast<size_t>(options_.max_group_articles) &&
         std::chrono::steady_clock::now() < deadline) {
    changed_.WaitUntil(mutex_, deadline);
  }
}

// One transaction for all; when the store fails under it, one for each, so that a bad article takes no other with it.
Committer::Results Committer::Commit(absl::Span<const Waiting> group) {
  Results results;
  const absl::Status together = CommitTogether(group, results);
  if (together.ok()) return results;
  if (group.size() == 1) return {together};
  results.clear();
  for (size_t i = 0; i < group.size(); ++i) {
    Results alone;
    const absl::Status committed = CommitTogether(group.subspan(i, 1), alone);
    results.push_back(committed.ok() ? std::move(alone.front()) : committed);
  }
  return results;
}

absl::Status Committer::CommitTogether(absl::Span<const Waiting> group, Results& results) {
  auto transaction = sqlite::Transaction::BeginWrite(database_);
  if (!transaction.ok()) return transaction.status();
  ChangeWriter writer(database_, head_, absl::Now());
  for (const Waiting& waiting : group) {
    absl::StatusOr<StoredArticle> result;
    const absl::Status appended = AppendArticle(waiting.article, writer, result);
    if (!appended.ok()) return appended;
    results.push_back(std::move(result));
  }
  const absl::Status stored = writer.StoreHead();
  if (!stored.ok()) return stored;
  DATELINE_FAIL_POINT("before_commit");
  const absl::Status committed = transaction->Commit();
  if (!committed.ok()) return committed;
  DATELINE_FAIL_POINT("after_commit");
  const bool moved = writer.head().offset != head_.offset;
  head_ = writer.head();
  if (moved) on_commit_(head_);
  return absl::OkStatus();
}

}  // namespace dateline::fact_log
