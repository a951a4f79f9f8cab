#include "query_service/index/index_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/process/fail_point.h"
#include "platform/sqlite/erase.h"
#include "query_service/index/commit_times.h"
#include "query_service/index/schema.h"

namespace dateline::index {
namespace {

// How long a reader may hold up the thread that follows the feed.
constexpr absl::Duration kPatience = absl::Milliseconds(200);

bool HoldsPurge(const feed_client::ChangeBatch& batch) {
  return std::any_of(batch.records.begin(), batch.records.end(),
                     [](const v1::ChangeRecord* record) { return record->change().has_article_purged(); });
}

}  // namespace

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Open(const std::string& path, PublishedIndex& published,
                                                               const segments::SegmentSizes& sizes) {
  // What a power cut takes back is read from the feed again.
  auto database = sqlite::Database::OpenWriter(path, sqlite::Durability::kNormal);
  if (!database.ok()) return database.status();
  const std::string remake = absl::StrCat(kDropTables, kCreateTables);
  const absl::Status created = (*database)->EnsureSchema({kApplicationId, kSchemaVersion, kCreateTables, {"", remake}});
  if (!created.ok()) return created;
  absl::StatusOr<IndexState> state = ReadState(**database);
  if (!state.ok()) return state.status();
  const bool is_of_other_code = !state->position.feed_id.empty() && state->projection_version != kProjectionVersion;
  auto writer =
      std::unique_ptr<IndexWriter>(new IndexWriter(*std::move(database), *std::move(state), path, published, sizes));
  if (is_of_other_code) {
    if (absl::Status emptied = writer->StartOver(feed_client::FeedPosition()); !emptied.ok()) return emptied;
    writer->was_emptied_ = true;
    return writer;
  }
  if (absl::Status shown = writer->Publish(Extent::kEverything); !shown.ok()) return shown;
  if (writer->state_.erasure_pending) {
    // If a reader is in the way, ConfirmPosition tries again.
    if (absl::Status erased = writer->ErasePending().status(); !erased.ok()) return erased;
  }
  return writer;
}

IndexWriter::IndexWriter(std::unique_ptr<sqlite::Database> database, IndexState state, const std::string& path,
                         PublishedIndex& published, const segments::SegmentSizes& sizes)
    : database_(std::move(database)),
      facts_(*database_, totals_change_),
      entities_(*database_, totals_change_),
      projection_(facts_, entities_),
      segmented_facts_(*database_, path, sizes),
      published_(published),
      state_(std::move(state)) {}

absl::StatusOr<feed_client::FeedPosition> IndexWriter::Position() {
  // Who hears it would wait for readers to see that state.
  if (absl::Status published = CatchUp(); !published.ok()) return published;
  return state_.position;
}

absl::Status IndexWriter::CatchUp() { return is_behind_ ? Publish(Extent::kEverything) : absl::OkStatus(); }

absl::Status IndexWriter::Apply(const feed_client::ChangeBatch& batch) {
  const bool catches_up = batch.reached_head && !state_.caught_up;
  const bool is_part_of_snapshot = batch.position.stage != feed_client::FeedPosition::Stage::kChanges ||
                                   state_.position.stage != feed_client::FeedPosition::Stage::kChanges;
  if (absl::Status published = CatchUp(); !published.ok()) return published;
  if (batch.records.empty() && !is_part_of_snapshot && !catches_up) return absl::OkStatus();
  IndexState next = state_;
  next.position = batch.position;
  next.caught_up = state_.caught_up || batch.reached_head;
  if (!batch.records.empty()) next.commit_time = batch.records.back()->commit_time();
  const bool holds_purge = HoldsPurge(batch);
  if (holds_purge) {
    if (absl::Status set = sqlite::SetSecureDelete(*database_, true); !set.ok()) return set;
  }
  const absl::Status written = Write(batch, next);
  if (holds_purge) {
    if (absl::Status set = sqlite::SetSecureDelete(*database_, false); !set.ok()) return set;
  }
  if (!written.ok()) {
    facts_.Forget();
    entities_.Forget();
    totals_change_ = ContentTotals();
    return written;
  }
  const bool becomes_whole = next.position.is_whole() && !state_.position.is_whole();
  state_ = std::move(next);
  if (becomes_whole) return Publish(Extent::kEverything);
  return Publish(holds_purge ? Extent::kAfterPurge : Extent::kChanges);
}

absl::Status IndexWriter::Write(const feed_client::ChangeBatch& batch, IndexState& next) {
  facts_.KeepDocuments(state_.position.is_whole() && next.position.is_whole());
  absl::StatusOr<sqlite::Transaction> transaction = sqlite::Transaction::BeginWrite(*database_);
  if (!transaction.ok()) return transaction.status();
  for (const v1::SnapshotRecord* record : batch.snapshot_records) {
    if (absl::Status taken = projection_.Take(*record); !taken.ok()) return taken;
  }
  for (const v1::ChangeRecord* record : batch.records) {
    if (absl::Status taken = projection_.Take(*record); !taken.ok()) return taken;
  }
  if (absl::Status flushed = entities_.Flush(); !flushed.ok()) return flushed;
  if (absl::Status written = WriteCommitTimes(batch, next); !written.ok()) return written;
  next.totals += std::exchange(totals_change_, ContentTotals());
  const bool facts_erased = facts_.TakeHasErased();
  const bool entities_erased = entities_.TakeHasErased();
  if (facts_erased || entities_erased) {
    next.erasure_pending = true;
    is_rewritten_ = false;
  }
  if (absl::Status written = WriteState(*database_, next); !written.ok()) return written;
  DATELINE_FAIL_POINT("index_before_commit");
  const absl::Status committed = transaction->Commit();
  DATELINE_FAIL_POINT("index_after_commit");
  return committed;
}

absl::Status IndexWriter::WriteCommitTimes(const feed_client::ChangeBatch& batch, const IndexState& next) {
  for (size_t i = 0; i < batch.records.size(); ++i) {
    const int64_t time = NanosecondsOf(batch.records[i]->commit_time());
    const bool is_last = i + 1 == batch.records.size() || NanosecondsOf(batch.records[i + 1]->commit_time()) != time;
    if (!is_last) continue;
    if (absl::Status added = AddCommitTime(*database_, time, batch.records[i]->offset()); !added.ok()) return added;
  }
  const bool ends_snapshot = next.position.is_whole() && !state_.position.is_whole() && batch.records.empty();
  return ends_snapshot ? AddCommitTimeOfSnapshot(*database_, next.position.offset) : absl::OkStatus();
}

absl::Status IndexWriter::Publish(Extent extent) {
  is_behind_ = true;
  const FactChanges changes = facts_.TakeChanges();
  const std::vector<Merge> merges = entities_.TakeMerges();
  const int64_t whole_from = state_.position.whole_from;
  if (extent != Extent::kChanges) {
    if (absl::Status read = published_.merged_names().Reset(*database_); !read.ok()) return read;
  } else {
    published_.merged_names().Take(merges);
  }
  absl::Status facts_taken;
  if (!state_.position.is_whole()) {
    // Nothing can be read yet.
  } else if (extent == Extent::kEverything) {
    facts_taken = segmented_facts_.Load(whole_from);
  } else {
    facts_taken = segmented_facts_.Take(changes, whole_from);
  }
  if (!facts_taken.ok()) return facts_taken;
  const feed_client::FeedPosition before = published_.Get()->state.position;
  if (extent == Extent::kChanges && before.is_whole() && state_.position.is_whole()) {
    published_.recent_terms().Add(before.offset, state_.position.offset, changes.added);
  } else {
    published_.recent_terms().Clear();
  }
  published_.Set({state_, segmented_facts_.index(), generation_});
  is_behind_ = false;
  return absl::OkStatus();
}

absl::Status IndexWriter::StartOver(const feed_client::FeedPosition& start) {
  IndexState next;
  next.position = start;
  next.projection_version = kProjectionVersion;
  // Of what is deleted now the feed may have erased something that this index has not heard of.
  next.erasure_pending = true;
  facts_.Forget();
  entities_.Forget();
  absl::StatusOr<sqlite::Transaction> transaction = sqlite::Transaction::BeginWrite(*database_);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status deleted = database_->Execute(kDeleteRows); !deleted.ok()) return deleted;
  if (absl::Status written = WriteState(*database_, next); !written.ok()) return written;
  DATELINE_FAIL_POINT("index_before_reset");
  if (absl::Status committed = transaction->Commit(); !committed.ok()) return committed;
  state_ = std::move(next);
  ++generation_;
  confirmed_ = feed_client::FeedPosition();
  is_rewritten_ = false;
  is_behind_ = false;
  segmented_facts_.Clear();
  // First: a watch that reads names while they are cleared sees by the generation that they may be of neither index.
  published_.Set({state_, segmented_facts_.index(), generation_});
  published_.merged_names().Clear();
  published_.recent_terms().Clear();
  return ErasePending().status();
}

absl::StatusOr<feed_client::FeedPosition> IndexWriter::ConfirmPosition() {
  // Without the file of a segment nothing would be lost, but an index that outgrows the memory must be heard of.
  if (absl::Status failed = segmented_facts_.RetryFailed(); !failed.ok()) return failed;
  if (state_.erasure_pending) {
    const absl::StatusOr<bool> erased = ErasePending();
    if (!erased.ok()) return erased.status();
    if (!*erased) return confirmed_;
  } else if (absl::Status durable = sqlite::MakeCommitsDurable(*database_); !durable.ok()) {
    return durable;
  }
  confirmed_ = state_.position;
  return confirmed_;
}

absl::StatusOr<bool> IndexWriter::ErasePending() {
  DATELINE_FAIL_POINT("index_before_erasure");
  if (!is_rewritten_) {
    if (absl::Status rewritten = sqlite::RewriteFile(*database_); !rewritten.ok()) return rewritten;
    is_rewritten_ = true;
  }
  DATELINE_FAIL_POINT("index_after_rewrite");
  const absl::StatusOr<bool> emptied = sqlite::EmptyWriteAheadLog(*database_, kPatience);
  if (!emptied.ok() || !*emptied) return emptied;
  IndexState next = state_;
  next.erasure_pending = false;
  absl::StatusOr<sqlite::Transaction> transaction = sqlite::Transaction::BeginWrite(*database_);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status written = WriteState(*database_, next); !written.ok()) return written;
  if (absl::Status committed = transaction->Commit(); !committed.ok()) return committed;
  state_ = std::move(next);
  published_.Set({state_, segmented_facts_.index(), generation_});
  return true;
}

}  // namespace dateline::index
