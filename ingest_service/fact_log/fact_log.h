// The system of record: a durable, ordered log of articles and what they say, in an SQLite file.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_FACT_LOG_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_FACT_LOG_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "ingest_service/fact_log/article_write.h"
#include "ingest_service/fact_log/committer.h"
#include "ingest_service/fact_log/feed_head.h"
#include "ingest_service/fact_log/log_reader.h"
#include "platform/sqlite/database.h"
#include "platform/threading/mutex.h"

namespace dateline::fact_log {

// docs/feed_protocol.md says what it promises and how it is stored. Thread safety: any thread.
class SqliteFactLog {
 public:
  // Opens or makes the store. `on_commit` hears of each new head, in order, on the thread that writes: be short. Errors
  // are one line that says what to do: the folder is not writable, another process has the store, a newer version wrote
  // it.
  static absl::StatusOr<std::unique_ptr<SqliteFactLog>> Open(const std::string& path, const CommitOptions& options,
                                                             std::function<void(const FeedHead&)> on_commit);

  // Stores an article with what it says, and answers when that is durable. An article that is there already, by its
  // request or by its name and body, is answered as it was stored. `done` gets ALREADY_EXISTS (REQUEST_ID_REUSED,
  // ARTICLE_EXISTS), RESOURCE_EXHAUSTED (STORE_FULL, OVERLOADED), UNAVAILABLE (STORE_UNAVAILABLE), ABORTED (FENCED).
  void Append(ArticleWrite write, AppendDone done);

  // The newest durable state.
  FeedHead Head() const;

  LogReader& reader() { return reader_; }

 private:
  SqliteFactLog(const std::string& path, std::unique_ptr<sqlite::Database> database, const FeedHead& head,
                const CommitOptions& options, std::function<void(const FeedHead&)> on_commit);
  void Publish(const FeedHead& head);

  const std::unique_ptr<sqlite::Database> database_;  // outlives the readers: the writer closes last
  LogReader reader_;
  const std::function<void(const FeedHead&)> on_commit_;
  mutable threading::Mutex mutex_;
  FeedHead head_ ABSL_GUARDED_BY(mutex_);
  Committer committer_;  // last: ends first
};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_FACT_LOG_H_
