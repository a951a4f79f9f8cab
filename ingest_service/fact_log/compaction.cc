#include "ingest_service/fact_log/compaction.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {
namespace {

// The changes that may go, from low_offset on.
struct Prefix {
  int64_t last_offset = 0;
  uint32_t chain_crc = 0;
  Compacted size;
};

absl::StatusOr<Prefix> FindPrefix(const CompactionOrder& order, int64_t acknowledged_offset,
                                  const ChangeWriter& writer) {
  Prefix prefix;
  const auto take = [&](const store::Statement& row) {
    const Surplus& surplus = row.Integer(0) <= acknowledged_offset ? order.surplus : order.leased_surplus;
    const absl::Time committed = absl::FromUnixNanos(row.Integer(2));
    const bool is_too_old = committed < surplus.committed_before;
    const bool is_too_much = prefix.size.bytes < surplus.excess_bytes;
    if ((!is_too_old && !is_too_much) || committed >= writer.head().commit_time) return absl::CancelledError();
    prefix.last_offset = row.Integer(0);
    prefix.chain_crc = static_cast<uint32_t>(row.Integer(1));
    ++prefix.size.changes;
    prefix.size.bytes += row.Integer(3);
    return absl::OkStatus();
  };
  const absl::Status read = ForEachRow(
      writer.database(),
      "SELECT feed_offset, chain_crc, committed_at, length(payload) FROM feed_log WHERE feed_offset BETWEEN ? AND ?"
      " ORDER BY feed_offset LIMIT ?",
      {writer.head().low_offset, writer.head().offset, int64_t{order.max_changes}}, take);
  if (!read.ok() && !absl::IsCancelled(read)) return read;
  return prefix;
}

absl::Status DeleteOutdated(int64_t first_offset, int64_t last_offset, store::Database& database) {
  const std::string sql = absl::StrCat(
      "DELETE FROM feed_log WHERE feed_offset BETWEEN ? AND ? AND ", kOutdatedChange,
      " AND NOT EXISTS (SELECT 1 FROM article WHERE name = key AND article.feed_offset = feed_log.feed_offset)"
      " AND NOT EXISTS (SELECT 1 FROM fact WHERE name = key AND fact.feed_offset = feed_log.feed_offset)"
      " AND NOT EXISTS (SELECT 1 FROM entity WHERE name = key AND entity.feed_offset = feed_log.feed_offset)");
  return Run(database, sql, {first_offset, last_offset});
}

}  // namespace

absl::Status Compact(const CompactionOrder& order, ChangeWriter& writer, absl::StatusOr<Compacted>& result) {
  result = Compacted{.low_offset = writer.head().low_offset};
  if (order.low_offset != 0 && order.low_offset != writer.head().low_offset) return absl::OkStatus();
  const auto acknowledged = LowestAcknowledged(writer.database(), writer.head().low_offset, order.lease);
  if (!acknowledged.ok()) return acknowledged.status();
  const absl::StatusOr<Prefix> prefix = FindPrefix(order, acknowledged->value_or(writer.head().offset), writer);
  if (!prefix.ok()) return prefix.status();
  if (prefix->size.changes == 0) return absl::OkStatus();
  result = prefix->size;
  result->low_offset = prefix->last_offset + 1;
  const int64_t first_offset = writer.head().low_offset;
  writer.BeginFeedAfter(prefix->last_offset, prefix->chain_crc);
  return DeleteOutdated(first_offset, prefix->last_offset, writer.database());
}

}  // namespace dateline::fact_log
