#include "ingest_service/fact_log/change_writer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/change_chain.h"
#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {
namespace {

constexpr RowInsert kInsertChange{
    "INSERT INTO feed_log (feed_offset, partition, kind, key, payload, chain_crc, committed_at)"
    " VALUES (?, 0, ?, ?, ?, ?, ?)",
    "BIGINT, BIGINT, TEXT, BYTEA, BIGINT, BIGINT"};

}  // namespace

ChangeWriter::ChangeWriter(store::Database& database, const FeedHead& before, absl::Time now)
    : database_(database),
      before_(before),
      commit_time_(std::max(now, before.commit_time + absl::Nanoseconds(1))),
      head_(before) {}

absl::StatusOr<int64_t> ChangeWriter::Add(v1::Change::KindCase kind, absl::string_view key, absl::string_view payload) {
  const int64_t offset = head_.offset + 1;
  const uint32_t chain_crc = NextChainCrc(head_.chain_crc, offset, payload);
  const absl::Status added =
      Insert(database_, kInsertChange,
             {offset, int64_t{kind}, key, Bytes{payload}, int64_t{chain_crc}, absl::ToUnixNanos(commit_time_)});
  if (!added.ok()) return added;
  head_.offset = offset;
  head_.chain_crc = chain_crc;
  head_.commit_time = commit_time_;
  return offset;
}

absl::Status ChangeWriter::Retire(absl::string_view select, absl::string_view name) {
  if (head_.low_offset == 1) return absl::OkStatus();
  int64_t offset = head_.low_offset;
  const absl::Status found = ForEachRow(database_, select, {name}, [&](const store::Statement& row) {
    offset = row.Integer(0);
    return absl::OkStatus();
  });
  return found.ok() ? Retire(offset) : found;
}

absl::Status ChangeWriter::Retire(int64_t offset) {
  if (offset >= head_.low_offset) return absl::OkStatus();
  const std::string sql = absl::StrCat("DELETE FROM feed_log WHERE feed_offset = ? AND ", kOutdatedChange);
  return Run(database_, sql, {offset});
}

void ChangeWriter::BeginFeedAfter(int64_t offset, uint32_t chain_crc) {
  head_.low_offset = offset + 1;
  head_.low_chain_crc = chain_crc;
}

}  // namespace dateline::fact_log
