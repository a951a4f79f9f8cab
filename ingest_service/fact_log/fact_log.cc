#include "ingest_service/fact_log/fact_log.h"

#include <utility>

#include "ingest_service/fact_log/schema.h"

namespace dateline::fact_log {

absl::StatusOr<std::unique_ptr<SqliteFactLog>> SqliteFactLog::Open(const std::string& path,
                                                                   const CommitOptions& options,
                                                                   std::function<void(const FeedHead&)> on_commit) {
  auto database = sqlite::Database::OpenWriter(path, sqlite::Durability::kFull);
  if (!database.ok()) return database.status();
  const absl::Status schema = (*database)->EnsureSchema(kSchema);
  if (!schema.ok()) return schema;
  const absl::StatusOr<FeedHead> head = TakeOver(**database);
  if (!head.ok()) return head.status();
  return std::unique_ptr<SqliteFactLog>(
      new SqliteFactLog(path, *std::move(database), *head, options, std::move(on_commit)));
}

SqliteFactLog::SqliteFactLog(const std::string& path, std::unique_ptr<sqlite::Database> database, const FeedHead& head,
                             const CommitOptions& options, std::function<void(const FeedHead&)> on_commit)
    : database_(std::move(database)),
      reader_(path),
      on_commit_(std::move(on_commit)),
      head_(head),
      committer_(*database_, head, options, [this](const FeedHead& committed) { Publish(committed); }) {}

void SqliteFactLog::Append(ArticleWrite write, AppendDone done) {
  committer_.Append(PrepareArticle(std::move(write)), std::move(done));
}

FeedHead SqliteFactLog::Head() const {
  threading::MutexLock lock(mutex_);
  return head_;
}

void SqliteFactLog::Publish(const FeedHead& head) {
  {
    threading::MutexLock lock(mutex_);
    head_ = head;
  }
  on_commit_(head);
}

}  // namespace dateline::fact_log
