#include "query_service/index/index_writer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "platform/process/fail_point.h"
#include "platform/sqlite/erase.h"
#include "platform/store/erase.h"
#include "query_service/index/commit_times.h"
#include "query_service/index/schema.h"
#include "query_service/index/segment_rows.h"

namespace dateline::index {
namespace {

// How long a reader may hold up the thread that follows the feed.
constexpr absl::Duration kPatience = absl::Milliseconds(200);

// Of another version's index, where others move it in between.
constexpr int kTriesToBeginAnew = 5;

bool HoldsPurge(const feed_client::ChangeBatch& batch) {
  return std::any_of(batch.records.begin(), batch.records.end(),
                     [](const v1::ChangeRecord* record) { return record->change().has_article_purged(); });
}

// The version is 0 before anything was written.
bool IsOfOtherCode(const IndexState& state) {
  return state.projection_version != 0 && state.projection_version != kProjectionVersion;
}

bool IsOfOlderCode(const IndexState& state) {
  return IsOfOtherCode(state) && state.projection_version < kProjectionVersion;
}

absl::Status MadeByOther(const IndexState& state) {
  return absl::FailedPreconditionError(absl::StrCat(
      "another version of dateline-query (", state.projection_version, ", this one is ", kProjectionVersion,
      ") has made the index that --store names; run that version, or give this one another index"));
}

absl::Status Moved() {
  return absl::AbortedError("another process has moved the index that both write; going on from where it is now");
}

int64_t DrawGeneration() {
  absl::BitGen random;
  return absl::Uniform<int64_t>(random, 1, std::numeric_limits<int64_t>::max());
}

}  // namespace

absl::StatusOr<IndexWriter::Stores> IndexWriter::OpenStores(const IndexPlace& place) {
  // What a power cut takes back is read from the feed again.
  auto tables = store::Database::OpenWriter(place.tables, sqlite::Durability::kNormal);
  if (!tables.ok()) return tables.status();
  if (absl::Status made = (*tables)->EnsureSchema(kSchema); !made.ok()) return made;
  if (!store::IsPostgres(place.tables)) return Stores{*std::move(tables), nullptr};
  auto names = OpenSegmentNames(place.local);
  if (!names.ok()) return names.status();
  return Stores{*std::move(tables), *std::move(names)};
}

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Open(const IndexPlace& place, PublishedIndex& published,
                                                               const segments::SegmentSizes& sizes) {
  absl::StatusOr<Stores> stores = OpenStores(place);
  if (!stores.ok()) return stores.status();
  absl::StatusOr<IndexState> state = ReadState(*stores->tables);
  if (!state.ok()) return state.status();
  auto writer = std::unique_ptr<IndexWriter>(
      new IndexWriter(*std::move(stores), *std::move(state), place.local, published, sizes));
  if (absl::Status emptied = writer->EmptyOtherVersion(); !emptied.ok()) return emptied;
  if (writer->was_emptied_) return writer;
  writer->is_behind_ = true;
  if (absl::Status shown = writer->CatchUp(); !shown.ok()) return shown;
  if (writer->state_.erasure_pending) {
    // If a reader is in the way, ConfirmPosition tries again.
    if (absl::Status erased = writer->ErasePending().status(); !erased.ok()) return erased;
  }
  return writer;
}

IndexWriter::IndexWriter(Stores stores, IndexState state, const std::string& local, PublishedIndex& published,
                         const segments::SegmentSizes& sizes)
    : stores_(std::move(stores)),
      database_(stores_.tables.get()),
      facts_(*database_, totals_change_),
      entities_(*database_, totals_change_),
      projection_(facts_, entities_),
      segmented_facts_(*database_, is_shared() ? *stores_.names : *database_, local, sizes),
      published_(published),
      state_(std::move(state)) {}

absl::Status IndexWriter::EmptyOtherVersion() {
  for (int tries = 1; IsOfOtherCode(state_); ++tries) {
    if (is_shared() && !IsOfOlderCode(state_)) return MadeByOther(state_);
    absl::Status emptied = StartOver(feed_client::FeedPosition());
    was_emptied_ = emptied.ok();
    if (!absl::IsAborted(emptied) || tries == kTriesToBeginAnew) return emptied;
    absl::StatusOr<IndexState> state = ReadState(*database_);
    if (!state.ok()) return state.status();
    state_ = *std::move(state);
  }
  return absl::OkStatus();
}

absl::StatusOr<feed_client::FeedPosition> IndexWriter::Position() {
  // Who hears it would wait for readers to see that state.
  if (absl::Status shown = is_shared() ? FollowTables() : CatchUp(); !shown.ok()) return shown;
  caller_ = state_.position;
  caller_generation_ = generation_;
  return state_.position;
}

absl::Status IndexWriter::CatchUp() {
  if (!is_behind_) return absl::OkStatus();
  return is_shared() ? FollowTables() : Publish(Extent::kEverything, {});
}

absl::Status IndexWriter::FollowTables() {
  const absl::StatusOr<store::Transaction> reading = store::Transaction::BeginRead(*database_);
  if (!reading.ok()) return reading.status();
  absl::StatusOr<IndexState> stored = ReadState(*database_);
  if (!stored.ok()) return stored.status();
  if (IsOfOtherCode(*stored)) return MadeByOther(*stored);
  if (!is_behind_ && IsSame(*stored, state_)) return absl::OkStatus();
  ForgetUnwritten();
  // What is read locks no row, and files are opened in between.
  const absl::Status unhurried = database_->Execute("SET LOCAL idle_in_transaction_session_timeout = 0");
  if (!unhurried.ok()) return unhurried;
  if (!is_behind_) {
    const absl::StatusOr<std::optional<WrittenChanges>> changes = ReadWrittenChanges(*database_, state_, *stored);
    if (!changes.ok()) return changes.status();
    if (changes->has_value()) {
      state_ = *std::move(stored);
      return Publish(Extent::kChanges, **changes);
    }
  }
  const bool goes_on =
      stored->generation == state_.generation && stored->position.offset >= published_.Get()->state.position.offset;
  if (!goes_on) ++generation_;
  state_ = *std::move(stored);
  return Publish(Extent::kEverything, {});
}

absl::Status IndexWriter::Apply(const feed_client::ChangeBatch& batch) {
  // Without records nothing else would tell that another took the index back, or began it anew.
  const bool looks = is_shared() && batch.records.empty() && batch.snapshot_records.empty();
  if (absl::Status published = looks ? FollowTables() : CatchUp(); !published.ok()) return published;
  while (true) {
    const absl::StatusOr<feed_client::ChangeBatch> rest = is_shared() ? RestOf(batch) : batch;
    if (!rest.ok()) return rest.status();
    if (!Lacks(*rest)) break;
    const absl::StatusOr<bool> written = WriteAndShow(*rest);
    if (!written.ok()) return written.status();
    if (*written) break;
    if (absl::Status followed = FollowTables(); !followed.ok()) return followed;
  }
  caller_ = batch.position;
  return absl::OkStatus();
}

bool IndexWriter::Lacks(const feed_client::ChangeBatch& batch) const {
  const bool catches_up = batch.reached_head && !state_.caught_up;
  const bool is_part_of_snapshot = batch.position.stage != feed_client::FeedPosition::Stage::kChanges ||
                                   state_.position.stage != feed_client::FeedPosition::Stage::kChanges;
  return !batch.records.empty() || is_part_of_snapshot || catches_up;
}

absl::StatusOr<feed_client::ChangeBatch> IndexWriter::RestOf(const feed_client::ChangeBatch& batch) const {
  constexpr auto kChanges = feed_client::FeedPosition::Stage::kChanges;
  const feed_client::FeedPosition& position = state_.position;
  if (generation_ != caller_generation_) return Moved();
  if (batch.position.stage != kChanges || caller_.stage != kChanges || position.stage != kChanges) {
    const bool is_unmoved = position.stage == caller_.stage && position.cursor == caller_.cursor;
    return is_unmoved ? absl::StatusOr<feed_client::ChangeBatch>(batch) : Moved();
  }
  feed_client::ChangeBatch rest = batch;
  while (!rest.records.empty() && rest.records.front()->offset() <= position.offset) rest.records.remove_prefix(1);
  if (!rest.records.empty() && rest.records.front()->offset() != position.offset + 1) return Moved();
  if (rest.position.offset < position.offset) rest.position = position;
  return rest;
}

absl::StatusOr<bool> IndexWriter::WriteAndShow(const feed_client::ChangeBatch& batch) {
  IndexState next = state_;
  next.position = batch.position;
  next.caught_up = state_.caught_up || batch.reached_head;
  if (!batch.records.empty()) next.commit_time = batch.records.back()->commit_time();
  const bool holds_purge = HoldsPurge(batch);
  if (holds_purge) {
    if (absl::Status set = store::BeginErasing(*database_); !set.ok()) return set;
  }
  const absl::StatusOr<bool> written = Write(batch, next);
  if (holds_purge && !is_shared()) {
    if (absl::Status set = sqlite::SetSecureDelete(*database_->sqlite(), false); !set.ok()) return set;
  }
  if (!written.ok() || !*written) {
    ForgetUnwritten();
    return written;
  }
  const bool becomes_whole = next.position.is_whole() && !state_.position.is_whole();
  state_ = std::move(next);
  const WrittenChanges changes = {facts_.TakeChanges(), entities_.TakeMerges()};
  absl::Status shown;
  if (is_shared() && (becomes_whole || holds_purge)) {
    is_behind_ = true;
    shown = FollowTables();
  } else if (becomes_whole) {
    shown = Publish(Extent::kEverything, {});
  } else {
    shown = Publish(holds_purge ? Extent::kAfterPurge : Extent::kChanges, changes);
  }
  if (!shown.ok()) return shown;
  return true;
}

void IndexWriter::ForgetUnwritten() {
  facts_.Forget();
  entities_.Forget();
  totals_change_ = ContentTotals();
}

absl::StatusOr<bool> IndexWriter::IsUnmoved() {
  if (!is_shared()) return true;
  const absl::StatusOr<IndexState> stored = LockState(*database_);
  if (!stored.ok()) return stored.status();
  return IsSame(*stored, state_);
}

absl::StatusOr<bool> IndexWriter::MayStartOver() {
  if (!is_shared()) return true;
  const absl::StatusOr<IndexState> stored = LockState(*database_);
  if (!stored.ok()) return stored.status();
  return IsOfOlderCode(*stored) || IsSame(*stored, state_);
}

absl::StatusOr<bool> IndexWriter::Write(const feed_client::ChangeBatch& batch, IndexState& next) {
  facts_.KeepDocuments(state_.position.is_whole() && next.position.is_whole());
  absl::StatusOr<store::Transaction> transaction = store::Transaction::BeginWrite(*database_);
  if (!transaction.ok()) return transaction.status();
  const absl::StatusOr<bool> is_unmoved = IsUnmoved();
  if (!is_unmoved.ok() || !*is_unmoved) return is_unmoved;
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
  if ((facts_erased || entities_erased) && !is_shared()) {
    next.erasure_pending = true;
    is_rewritten_ = false;
  }
  if (absl::Status written = WriteState(*database_, next); !written.ok()) return written;
  DATELINE_FAIL_POINT("index_before_commit");
  const absl::Status committed = transaction->Commit();
  DATELINE_FAIL_POINT("index_after_commit");
  if (!committed.ok()) return committed;
  return true;
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

absl::Status IndexWriter::Publish(Extent extent, const WrittenChanges& changes) {
  is_behind_ = true;
  if (extent != Extent::kChanges) {
    if (absl::Status read = published_.merged_names().Reset(*database_); !read.ok()) return read;
  } else {
    published_.merged_names().Take(changes.merges);
  }
  const bool is_whole = state_.position.is_whole();
  absl::Status facts_taken;
  if (!is_whole && extent == Extent::kEverything) {
    segmented_facts_.Clear(state_.generation);  // nothing can be read yet
  } else if (is_whole) {
    facts_taken =
        extent == Extent::kEverything ? segmented_facts_.Load(state_) : segmented_facts_.Take(changes.facts, state_);
  }
  if (!facts_taken.ok()) return facts_taken;
  const feed_client::FeedPosition before = published_.Get()->state.position;
  if (extent == Extent::kChanges && before.is_whole() && is_whole) {
    published_.recent_terms().Add(before.offset, state_.position.offset, changes.facts.added);
  } else {
    published_.recent_terms().Clear();
  }
  published_.Set({state_, segmented_facts_.index(), generation_});
  is_behind_ = false;
  return absl::OkStatus();
}

absl::Status IndexWriter::WriteStartOver(const IndexState& next) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::BeginWrite(*database_);
  if (!transaction.ok()) return transaction.status();
  const absl::StatusOr<bool> may_start_over = MayStartOver();
  if (!may_start_over.ok()) return may_start_over.status();
  if (!*may_start_over) return Moved();
  if (absl::Status deleted = DeleteRows(*database_); !deleted.ok()) return deleted;
  if (absl::Status written = WriteState(*database_, next); !written.ok()) return written;
  DATELINE_FAIL_POINT("index_before_reset");
  return transaction->Commit();
}

absl::Status IndexWriter::StartOver(const feed_client::FeedPosition& start) {
  IndexState next;
  next.position = start;
  next.projection_version = kProjectionVersion;
  next.generation = DrawGeneration();
  // Of what is deleted now the feed may have erased something that this index has not heard of.
  next.erasure_pending = !is_shared();
  ForgetUnwritten();
  if (absl::Status written = WriteStartOver(next); !written.ok()) return written;
  state_ = std::move(next);
  ++generation_;
  caller_ = start;
  caller_generation_ = generation_;
  confirmed_ = feed_client::FeedPosition();
  is_rewritten_ = false;
  is_behind_ = false;
  segmented_facts_.Clear(state_.generation);
  // Who reads the state before still finds what belongs to it.
  published_.Set({state_, segmented_facts_.index(), generation_});
  published_.merged_names().Clear();
  published_.recent_terms().Clear();
  return is_shared() ? absl::OkStatus() : ErasePending().status();
}

absl::StatusOr<feed_client::FeedPosition> IndexWriter::ConfirmPosition() {
  // Without the file of a segment nothing would be lost, but an index that outgrows the memory must be heard of.
  if (absl::Status failed = segmented_facts_.RetryFailed(); !failed.ok()) return failed;
  if (is_shared()) {
    // Further on the index may be by what others heard, and this process has to forget yet.
    if (generation_ == caller_generation_) confirmed_ = caller_;
    return confirmed_;
  }
  if (state_.erasure_pending) {
    const absl::StatusOr<bool> erased = ErasePending();
    if (!erased.ok()) return erased.status();
    if (!*erased) return confirmed_;
  } else if (absl::Status durable = sqlite::MakeCommitsDurable(*database_->sqlite()); !durable.ok()) {
    return durable;
  }
  confirmed_ = state_.position;
  return confirmed_;
}

// REQUIRES: the index is in SQLite.
absl::StatusOr<bool> IndexWriter::ErasePending() {
  sqlite::Database& file = *database_->sqlite();
  DATELINE_FAIL_POINT("index_before_erasure");
  if (!is_rewritten_) {
    if (absl::Status rewritten = sqlite::RewriteFile(file); !rewritten.ok()) return rewritten;
    is_rewritten_ = true;
  }
  DATELINE_FAIL_POINT("index_after_rewrite");
  const absl::StatusOr<bool> emptied = sqlite::EmptyWriteAheadLog(file, kPatience);
  if (!emptied.ok() || !*emptied) return emptied;
  IndexState next = state_;
  next.erasure_pending = false;
  absl::StatusOr<store::Transaction> transaction = store::Transaction::BeginWrite(*database_);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status written = WriteState(*database_, next); !written.ok()) return written;
  if (absl::Status committed = transaction->Commit(); !committed.ok()) return committed;
  state_ = std::move(next);
  published_.Set({state_, segmented_facts_.index(), generation_});
  return true;
}

}  // namespace dateline::index
