#include "ingest_service/fact_log/purged_articles.h"

#include <google/protobuf/util/time_util.h>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/feed_head.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/rows.h"
#include "platform/process/fail_point.h"
#include "platform/store/erase.h"

namespace dateline::fact_log {
namespace {

using google::protobuf::util::TimeUtil;

absl::Status AddConfirmations(store::Database& database, absl::string_view article, v1::PurgeReceipt& receipt) {
  return ForEachRow(database,
                    "SELECT consumer, confirmed_at FROM purge_confirmation WHERE article = ? ORDER BY consumer",
                    {article}, [&](const store::Statement& row) {
                      v1::PurgeConfirmation& confirmation = *receipt.add_confirmations();
                      confirmation.set_consumer(std::string(row.Text(0)));
                      *confirmation.mutable_confirm_time() = TimeUtil::NanosecondsToTimestamp(row.Integer(1));
                      return absl::OkStatus();
                    });
}

absl::Status AddUnconfirmed(store::Database& database, absl::string_view article, absl::Time leases_since,
                            v1::PurgeReceipt& receipt) {
  return ForEachRow(database,
                    "SELECT consumer FROM feed_consumer WHERE acknowledged_at >= ? AND consumer NOT IN"
                    " (SELECT consumer FROM purge_confirmation WHERE article = ?) ORDER BY consumer",
                    {absl::ToUnixNanos(leases_since), article}, [&](const store::Statement& row) {
                      receipt.add_unconfirmed_consumers(std::string(row.Text(0)));
                      return absl::OkStatus();
                    });
}

}  // namespace

void AskPurged(absl::string_view article, store::Database& database, store::RoundTrip& trip, bool& purged) {
  trip.Ask(PrepareWith(database, "SELECT 1 FROM purge WHERE article = ?", {article}), [&](const store::Statement&) {
    purged = true;
    return absl::OkStatus();
  });
}

absl::Status ArticlePurged(absl::string_view article) {
  return Refusal(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ARTICLE_PURGED,
                 absl::StrCat(article, " was erased; its name cannot be used again"));
}

absl::StatusOr<std::optional<StoredReceipt>> FindReceipt(store::Database& database, absl::string_view article,
                                                         absl::Time leases_since) {
  std::optional<StoredReceipt> stored;
  const absl::Status read = ForEachRow(database, "SELECT receipt, feed_offset FROM purge WHERE article = ?", {article},
                                       [&](const store::Statement& row) {
                                         stored.emplace().feed_offset = row.Integer(1);
                                         stored->receipt.ParseFromString(std::string(row.Bytes(0)));
                                         return absl::OkStatus();
                                       });
  if (!read.ok()) return read;
  if (!stored.has_value()) return stored;
  if (absl::Status added = AddConfirmations(database, article, stored->receipt); !added.ok()) return added;
  if (absl::Status added = AddUnconfirmed(database, article, leases_since, stored->receipt); !added.ok()) return added;
  return stored;
}

absl::StatusOr<int64_t> FindLastPurge(store::Database& database) {
  int64_t offset = 0;
  const absl::Status read =
      ForEachRow(database, "SELECT coalesce(max(feed_offset), 0) FROM purge", {}, [&](const store::Statement& row) {
        offset = row.Integer(0);
        return absl::OkStatus();
      });
  if (!read.ok()) return read;
  return offset;
}

absl::Status FinishPurges(store::Database& database) {
  int64_t last_offset = 0;
  const absl::Status read = ForEachRow(database, "SELECT coalesce(max(feed_offset), 0) FROM purge WHERE erased = 0", {},
                                       [&](const store::Statement& row) {
                                         last_offset = row.Integer(0);
                                         return absl::OkStatus();
                                       });
  if (!read.ok() || last_offset == 0) return read;
  DATELINE_FAIL_POINT("before_erasure");
  if (absl::Status erased = store::FinishErasing(database); !erased.ok()) return erased;
  DATELINE_FAIL_POINT("after_erasure");
  auto transaction = store::Transaction::BeginWrite(database);
  if (!transaction.ok()) return transaction.status();
  // Whoever writes these rows too waits here, and not for one of them while it has another.
  if (absl::Status locked = LockHead(database).status(); !locked.ok()) return locked;
  // Not what another process has purged meanwhile.
  const absl::Status noted =
      Run(database, "UPDATE purge SET erased = 1 WHERE erased = 0 AND feed_offset <= ?", {last_offset});
  if (!noted.ok()) return noted;
  return transaction->Commit();
}

}  // namespace dateline::fact_log
