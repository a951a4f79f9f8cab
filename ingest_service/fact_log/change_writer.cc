#include "ingest_service/fact_log/change_writer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/change_chain.h"
#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {

ChangeWriter::ChangeWriter(store::Database& database, const FeedHead& before, absl::Time now)
    : database_(database),
      before_(before),
      commit_time_(std::max(now, before.commit_time + absl::Nanoseconds(1))),
      head_(before) {}

absl::StatusOr<int64_t> ChangeWriter::Add(v1::Change::KindCase kind, absl::string_view key, absl::string_view payload) {
  auto statement = database_.Prepare(
      "INSERT INTO feed_log (feed_offset, partition, kind, key, payload, chain_crc, committed_at)"
      " VALUES (?, 0, ?, ?, ?, ?, ?)");
  if (!statement.ok()) return statement.status();
  const int64_t offset = head_.offset + 1;
  const uint32_t chain_crc = NextChainCrc(head_.chain_crc, offset, payload);
  statement->Bind(offset).Bind(int64_t{kind}).Bind(key).BindBytes(payload).Bind(int64_t{chain_crc});
  const absl::Status added = statement->Bind(absl::ToUnixNanos(commit_time_)).Run();
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
  if (!found.ok() || offset >= head_.low_offset) return found;
  const std::string sql = absl::StrCat("DELETE FROM feed_log WHERE feed_offset = ? AND ", kOutdatedChange);
  return Run(database_, sql, {offset});
}

void ChangeWriter::BeginFeedAfter(int64_t offset, uint32_t chain_crc) {
  head_.low_offset = offset + 1;
  head_.low_chain_crc = chain_crc;
}

}  // namespace dateline::fact_log
