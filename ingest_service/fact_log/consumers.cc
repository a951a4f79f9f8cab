#include "ingest_service/fact_log/consumers.h"

#include <google/protobuf/util/time_util.h>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/rows.h"
#include "platform/errors/errors.h"

namespace dateline::fact_log {
namespace {

using google::protobuf::util::TimeUtil;

// Who said something then or later has a lease that runs.
int64_t OldestRunning(const ConsumerLease& lease) { return absl::ToUnixNanos(lease.now - lease.duration); }

// The one integer that `sql` gives; nothing: no row, or NULL.
absl::StatusOr<std::optional<int64_t>> ReadInteger(store::Database& database, absl::string_view sql,
                                                   std::initializer_list<Parameter> parameters) {
  std::optional<int64_t> integer;
  const absl::Status read = ForEachRow(database, sql, parameters, [&](const store::Statement& row) {
    if (!row.IsNull(0)) integer = row.Integer(0);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return integer;
}

absl::Status TooManyConsumers(absl::Duration retry) {
  return errors::WithRetryDelay(
      Refusal(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_OVERLOADED,
              absl::StrCat(kMaxConsumers, " consumers hold a lease already; let one of them run out")),
      retry);
}

absl::Status Compacted(int64_t low_offset) {
  return Refusal(absl::StatusCode::kOutOfRange, v1::ERROR_REASON_OFFSET_COMPACTED,
                 absl::StrCat("the feed keeps changes from offset ", low_offset, " on"));
}

// What a consumer confirms are all purges up to some offset, so those after the last confirmed one are missing.
absl::Status ConfirmPurges(const Acknowledgement& acknowledgement, int64_t now, store::Database& database) {
  const auto confirmed = ReadInteger(
      database,
      "SELECT feed_offset FROM purge WHERE feed_offset <= ? AND EXISTS (SELECT 1 FROM purge_confirmation"
      " WHERE purge_confirmation.article = purge.article AND consumer = ?) ORDER BY feed_offset DESC LIMIT 1",
      {acknowledgement.offset, absl::string_view(acknowledgement.consumer)});
  if (!confirmed.ok()) return confirmed.status();
  return Run(database,
             "INSERT INTO purge_confirmation SELECT article, ?, ? FROM purge"
             " WHERE feed_offset > ? AND feed_offset <= ? ON CONFLICT (article, consumer) DO NOTHING",
             {absl::string_view(acknowledgement.consumer), now, confirmed->value_or(0), acknowledgement.offset});
}

}  // namespace

absl::Status Acknowledge(const Acknowledgement& acknowledgement, const ConsumerLease& lease, ChangeWriter& writer,
                         absl::StatusOr<absl::Time>& result) {
  store::Database& database = writer.database();
  if (acknowledgement.offset < writer.head().low_offset - 1) {
    result = Compacted(writer.head().low_offset);
    return absl::OkStatus();
  }
  const absl::Status expired =
      Run(database, "DELETE FROM feed_consumer WHERE acknowledged_at < ?", {OldestRunning(lease)});
  if (!expired.ok()) return expired;
  const auto others = ReadInteger(database, "SELECT count(*) FROM feed_consumer WHERE consumer <> ?",
                                  {absl::string_view(acknowledgement.consumer)});
  if (!others.ok()) return others.status();
  if (others->value_or(0) >= kMaxConsumers) {
    result = TooManyConsumers(lease.duration);
    return absl::OkStatus();
  }
  const int64_t now = absl::ToUnixNanos(lease.now);
  const absl::Status written =
      Run(database,
          "INSERT INTO feed_consumer VALUES (?, ?, ?) ON CONFLICT (consumer) DO UPDATE SET"
          " acknowledged_offset = CASE WHEN feed_consumer.acknowledged_offset > excluded.acknowledged_offset"
          " THEN feed_consumer.acknowledged_offset ELSE excluded.acknowledged_offset END,"
          " acknowledged_at = excluded.acknowledged_at",
          {absl::string_view(acknowledgement.consumer), acknowledgement.offset, now});
  if (!written.ok()) return written;
  result = lease.now + lease.duration;
  return acknowledgement.confirms_purges ? ConfirmPurges(acknowledgement, now, database) : absl::OkStatus();
}

absl::StatusOr<std::vector<v1::FeedConsumer>> ListConsumers(store::Database& database, const ConsumerLease& lease) {
  std::vector<v1::FeedConsumer> consumers;
  const absl::Status read =
      ForEachRow(database,
                 "SELECT consumer, acknowledged_offset, acknowledged_at FROM feed_consumer WHERE acknowledged_at >= ?"
                 " ORDER BY consumer",
                 {OldestRunning(lease)}, [&](const store::Statement& row) {
                   v1::FeedConsumer& consumer = consumers.emplace_back();
                   consumer.set_consumer(std::string(row.Text(0)));
                   consumer.set_acknowledged_offset(row.Integer(1));
                   *consumer.mutable_acknowledge_time() = TimeUtil::NanosecondsToTimestamp(row.Integer(2));
                   *consumer.mutable_lease_expire_time() =
                       TimeUtil::NanosecondsToTimestamp(row.Integer(2) + absl::ToInt64Nanoseconds(lease.duration));
                   return absl::OkStatus();
                 });
  if (!read.ok()) return read;
  return consumers;
}

absl::StatusOr<std::optional<int64_t>> LowestAcknowledged(store::Database& database, int64_t low_offset,
                                                          const ConsumerLease& lease) {
  return ReadInteger(database,
                     "SELECT min(acknowledged_offset) FROM feed_consumer WHERE acknowledged_at >= ?"
                     " AND acknowledged_offset >= ?",
                     {OldestRunning(lease), low_offset - 1});
}

}  // namespace dateline::fact_log
