#include "query_service/index/index_writer.h"

#include <utility>

#include "platform/process/fail_point.h"
#include "query_service/index/schema.h"

namespace dateline::index {

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Open(const std::string& path) {
  // What a power cut takes back is read from the feed again.
  auto database = sqlite::Database::OpenWriter(path, sqlite::Durability::kNormal);
  if (!database.ok()) return database.status();
  const absl::Status created = (*database)->EnsureSchema({kApplicationId, kSchemaVersion, kCreateTables});
  if (!created.ok()) return created;
  absl::StatusOr<IndexState> state = ReadState(**database);
  if (!state.ok()) return state.status();
  const bool is_of_other_code = !state->position.feed_id.empty() && state->projection_version != kProjectionVersion;
  auto writer = std::unique_ptr<IndexWriter>(new IndexWriter(*std::move(database), *std::move(state)));
  if (!is_of_other_code) return writer;
  feed_client::FeedPosition nowhere;
  if (absl::Status emptied = writer->StartOver(nowhere); !emptied.ok()) return emptied;
  writer->was_emptied_ = true;
  return writer;
}

IndexWriter::IndexWriter(std::unique_ptr<sqlite::Database> database, IndexState state)
    : database_(std::move(database)), projection_(*database_), state_(std::move(state)) {}

absl::StatusOr<feed_client::FeedPosition> IndexWriter::Position() { return state_.position; }

absl::Status IndexWriter::Apply(const feed_client::ChangeBatch& batch) {
  const bool catches_up = batch.reached_head && !state_.caught_up;
  if (batch.records.empty() && !catches_up) return absl::OkStatus();
  IndexState next = state_;
  next.position = batch.position;
  next.caught_up = state_.caught_up || batch.reached_head;
  if (!batch.records.empty()) next.commit_time = batch.records.back()->commit_time();
  const absl::Status written = Write(batch, next);
  if (!written.ok()) {
    projection_.Forget();
    return written;
  }
  state_ = std::move(next);
  return absl::OkStatus();
}

absl::Status IndexWriter::Write(const feed_client::ChangeBatch& batch, const IndexState& next) {
  absl::StatusOr<sqlite::Transaction> transaction = sqlite::Transaction::BeginWrite(*database_);
  if (!transaction.ok()) return transaction.status();
  for (const v1::ChangeRecord* record : batch.records) {
    if (absl::Status taken = projection_.Take(*record); !taken.ok()) return taken;
  }
  if (absl::Status flushed = projection_.Flush(); !flushed.ok()) return flushed;
  if (absl::Status written = WriteState(*database_, next); !written.ok()) return written;
  DATELINE_FAIL_POINT("index_before_commit");
  const absl::Status committed = transaction->Commit();
  DATELINE_FAIL_POINT("index_after_commit");
  return committed;
}

absl::Status IndexWriter::StartOver(const feed_client::FeedPosition& start) {
  IndexState next;
  next.position = start;
  next.projection_version = kProjectionVersion;
  projection_.Forget();
  absl::StatusOr<sqlite::Transaction> transaction = sqlite::Transaction::BeginWrite(*database_);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status deleted = database_->Execute(kDeleteRows); !deleted.ok()) return deleted;
  if (absl::Status written = WriteState(*database_, next); !written.ok()) return written;
  if (absl::Status committed = transaction->Commit(); !committed.ok()) return committed;
  state_ = std::move(next);
  return absl::OkStatus();
}

}  // namespace dateline::index
