#include "ingest_service/fact_log/log_reader.h"

#include <algorithm>
#include <utility>

#include "ingest_service/fact_log/purged_articles.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/stored_article.h"

namespace dateline::fact_log {

absl::StatusOr<v1::Article> LogReader::ReadArticle(const std::string& name) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  auto statement = (*reader)->Prepare(
      "SELECT payload, body, feed_offset FROM article JOIN feed_log USING (feed_offset) WHERE name = ?"
      " ORDER BY revision DESC LIMIT 1");
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Bind(name).Step();
  if (!row.ok()) return row.status();
  if (!*row) return ArticleNotFound(name);
  absl::StatusOr<v1::Article> article = ParseArticle(statement->Bytes(0), statement->Integer(2));
  if (article.ok()) article->set_body(std::string(statement->Text(1)));
  return article;
}

absl::StatusOr<std::vector<v1::Article>> LogReader::ListArticles(const std::string& after, int max_articles) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  auto statement = (*reader)->Prepare(
      "SELECT payload, feed_offset FROM article JOIN feed_log USING (feed_offset) WHERE name > ?1 AND revision ="
      " (SELECT max(revision) FROM article AS other WHERE other.name = article.name) ORDER BY name LIMIT ?2");
  if (!statement.ok()) return statement.status();
  statement->Bind(after).Bind(int64_t{max_articles});
  std::vector<v1::Article> articles;
  while (true) {
    const absl::StatusOr<bool> row = statement->Step();
    if (!row.ok()) return row.status();
    if (!*row) return articles;
    absl::StatusOr<v1::Article> article = ParseArticle(statement->Bytes(0), statement->Integer(1));
    if (!article.ok()) return article.status();
    articles.push_back(*std::move(article));
  }
}

absl::StatusOr<v1::PurgeReceipt> LogReader::ReadPurgeReceipt(const std::string& article, absl::Time leases_since) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  auto stored = FindReceipt(**reader, article, leases_since);
  if (!stored.ok()) return stored.status();
  if (!stored->has_value()) return ArticleNotFound(article);
  return std::move((*stored)->receipt);
}

absl::StatusOr<v1::Reextraction> LogReader::ReadReextraction(const std::string& name) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  return FindReextraction(name, **reader);
}

absl::StatusOr<std::optional<StoredReextraction>> LogReader::ReadRunningReextraction() {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  return FindRunningReextraction(**reader);
}

absl::StatusOr<std::vector<StoredChange>> LogReader::ReadChanges(int64_t offset, const ReadLimits& limits) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  auto statement = (*reader)->Prepare(
      "SELECT feed_offset, chain_crc, committed_at, payload FROM feed_log WHERE feed_offset > ? AND feed_offset <= ?"
      " ORDER BY feed_offset LIMIT ?");
  if (!statement.ok()) return statement.status();
  statement->Bind(offset).Bind(limits.last_offset).Bind(int64_t{limits.max_changes});
  std::vector<StoredChange> changes;
  int64_t bytes = 0;
  while (bytes < limits.max_bytes) {
    const absl::StatusOr<bool> row = statement->Step();
    if (!row.ok()) return row.status();
    // The first change that is missing was dropped by retention; what follows it is kept for other reasons.
    if (!*row || statement->Integer(0) != offset + static_cast<int64_t>(changes.size()) + 1) break;
    changes.push_back({statement->Integer(0), static_cast<uint32_t>(statement->Integer(1)),
                       absl::FromUnixNanos(statement->Integer(2)), std::string(statement->Bytes(3))});
    bytes += static_cast<int64_t>(changes.back().payload.size());
  }
  return changes;
}

absl::StatusOr<FeedHead> LogReader::ReadHead() {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  return fact_log::ReadHead(**reader);
}

absl::StatusOr<int64_t> LogReader::CountChangeBytes(int64_t first_offset, int64_t last_offset) {
  constexpr int64_t kOffsetsAtOnce = 10000;
  int64_t bytes = 0;
  for (int64_t offset = first_offset; offset <= last_offset; offset += kOffsetsAtOnce) {
    const auto reader = readers_.Borrow();
    if (!reader.ok()) return reader.status();
    const absl::Status read =
        ForEachRow(**reader, "SELECT coalesce(sum(length(payload)), 0) FROM feed_log WHERE feed_offset BETWEEN ? AND ?",
                   {offset, std::min(last_offset, offset + kOffsetsAtOnce - 1)}, [&](const store::Statement& row) {
                     bytes += row.Integer(0);
                     return absl::OkStatus();
                   });
    if (!read.ok()) return read;
  }
  return bytes;
}

absl::StatusOr<ArticleTraces> LogReader::FindTraces(const PurgeOrder& order, const std::atomic<bool>& ending) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  return fact_log::FindTraces(order, **reader, ending);
}

absl::StatusOr<int64_t> LogReader::ReadLastPurge() {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  return FindLastPurge(**reader);
}

absl::StatusOr<SnapshotPart> LogReader::ReadSnapshotPart(const ItemKey& after, int max_items, int64_t max_bytes) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  return fact_log::ReadSnapshotPart(**reader, after, max_items, max_bytes);
}

absl::StatusOr<std::vector<v1::FeedConsumer>> LogReader::ReadConsumers(const ConsumerLease& lease) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  return ListConsumers(**reader, lease);
}

absl::StatusOr<std::optional<uint32_t>> LogReader::ReadChainCrc(int64_t offset) {
  const auto reader = readers_.Borrow();
  if (!reader.ok()) return reader.status();
  auto statement = (*reader)->Prepare("SELECT chain_crc FROM feed_log WHERE feed_offset = ?");
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Bind(offset).Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::nullopt;
  return static_cast<uint32_t>(statement->Integer(0));
}

}  // namespace dateline::fact_log
