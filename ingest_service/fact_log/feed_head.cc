#include "ingest_service/fact_log/feed_head.h"

#include <openssl/rand.h>

#include <array>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "dateline/v1/error_reason.pb.h"
#include "ingest_service/fact_log/refusal.h"
#include "platform/errors/errors.h"
#include "platform/errors/store_reasons.h"
#include "platform/process/fail_point.h"

namespace dateline::fact_log {
namespace {

// The only one (docs/decisions/2026-11-30-one-log-many-writers.md).
constexpr int64_t kPartition = 0;

constexpr char kSelectHead[] =
    "SELECT feed_id, epoch, next_offset, chain_crc, committed_at, low_offset, low_chain_crc FROM feed_head"
    " WHERE partition = ?";

absl::StatusOr<std::string> DrawFeedId() {
  std::array<unsigned char, 16> random;
  if (RAND_bytes(random.data(), random.size()) != 1) return absl::InternalError("the system gives no random bytes");
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(random.data()), random.size()));
}

absl::StatusOr<std::optional<FeedHead>> FindHead(store::Database& database, absl::string_view select) {
  auto statement = database.Prepare(select);
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Bind(kPartition).Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::nullopt;
  FeedHead head;
  head.feed_id = std::string(statement->Text(0));
  head.epoch = statement->Integer(1);
  head.offset = statement->Integer(2) - 1;
  head.chain_crc = static_cast<uint32_t>(statement->Integer(3));
  head.commit_time = absl::FromUnixNanos(statement->Integer(4));
  head.low_offset = statement->Integer(5);
  head.low_chain_crc = static_cast<uint32_t>(statement->Integer(6));
  return head;
}

// A transaction of SQLite is the only one that writes; in PostgreSQL the row has to be locked.
absl::StatusOr<std::optional<FeedHead>> FindAndLockHead(store::Database& database) {
  if (database.sqlite() != nullptr) return FindHead(database, kSelectHead);
  return FindHead(database, absl::StrCat(kSelectHead, " FOR UPDATE"));
}

absl::StatusOr<FeedHead> Required(absl::StatusOr<std::optional<FeedHead>> head) {
  if (!head.ok()) return head.status();
  if (head->has_value()) return **std::move(head);
  return errors::Error(absl::StatusCode::kDataLoss, errors::kStoreDamaged,
                       "the store does not say where its feed is; restore it from a backup");
}

absl::Status Fenced() {
  return Refusal(absl::StatusCode::kAborted, v1::ERROR_REASON_FENCED,
                 "another process has written the store; this one must not write any more: stop it");
}

absl::StatusOr<FeedHead> MakeFeed(store::Database& database) {
  absl::StatusOr<std::string> feed_id = DrawFeedId();
  if (!feed_id.ok()) return feed_id.status();
  auto statement =
      database.Prepare("INSERT INTO feed_head VALUES (?, ?, 1, 1, 1, 0, 0, 0) ON CONFLICT (partition) DO NOTHING");
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<int64_t> made = statement->Bind(kPartition).Bind(*feed_id).RunCounting();
  if (!made.ok()) return made.status();
  if (*made == 0) return Fenced();
  FeedHead head;
  head.feed_id = *std::move(feed_id);
  head.epoch = 1;
  head.commit_time = absl::UnixEpoch();
  return head;
}

absl::StatusOr<FeedHead> TakeOverOnce(store::Database& database) {
  auto transaction = store::Transaction::BeginWrite(database);
  if (!transaction.ok()) return transaction.status();
  const absl::StatusOr<std::optional<FeedHead>> stored = FindAndLockHead(database);
  if (!stored.ok()) return stored.status();
  absl::StatusOr<FeedHead> head;
  if (stored->has_value()) {
    head = **stored;
    ++head->epoch;
    const absl::Status moved = MoveHead(database, **stored, *head);
    if (!moved.ok()) return moved;
  } else {
    head = MakeFeed(database);
    if (!head.ok()) return head.status();
  }
  DATELINE_FAIL_POINT("before_takeover");
  const absl::Status committed = transaction->Commit();
  if (!committed.ok()) return committed;
  return head;
}

}  // namespace

absl::StatusOr<FeedHead> TakeOver(store::Database& database) {
  constexpr int kMaxAttempts = 5;  // of those who start at the same moment, one succeeds each time
  for (int attempt = 1; true; ++attempt) {
    absl::StatusOr<FeedHead> head = TakeOverOnce(database);
    const bool was_another_faster = absl::IsAborted(head.status()) || store::MayRunAgain(head.status());
    if (!was_another_faster || attempt == kMaxAttempts) return head;
  }
}

absl::StatusOr<FeedHead> ReadHead(store::Database& database) { return Required(FindHead(database, kSelectHead)); }

absl::StatusOr<FeedHead> LockHead(store::Database& database) { return Required(FindAndLockHead(database)); }

absl::Status MoveHead(store::Database& database, const FeedHead& before, const FeedHead& after) {
  auto statement = database.Prepare(
      "UPDATE feed_head SET epoch = ?, next_offset = ?, chain_crc = ?, committed_at = ?, low_offset = ?,"
      " low_chain_crc = ?"
      " WHERE partition = ? AND epoch = ? AND next_offset = ?");
  if (!statement.ok()) return statement.status();
  statement->Bind(after.epoch).Bind(after.offset + 1).Bind(int64_t{after.chain_crc});
  statement->Bind(absl::ToUnixNanos(after.commit_time)).Bind(after.low_offset).Bind(int64_t{after.low_chain_crc});
  statement->Bind(kPartition).Bind(before.epoch).Bind(before.offset + 1);
  const absl::StatusOr<int64_t> moved = statement->RunCounting();
  if (!moved.ok()) return moved.status();
  if (*moved == 1) return absl::OkStatus();
  return Fenced();
}

}  // namespace dateline::fact_log
