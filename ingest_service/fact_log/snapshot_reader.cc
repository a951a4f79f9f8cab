#include "ingest_service/fact_log/snapshot_reader.h"

#include <google/protobuf/util/time_util.h>

#include <utility>

#include "ingest_service/fact_log/entity_appender.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/stored_article.h"

namespace dateline::fact_log {
namespace {

using v1::SnapshotRecord;

constexpr SnapshotRecord::ItemCase kKinds[] = {SnapshotRecord::kArticle, SnapshotRecord::kEntity,
                                               SnapshotRecord::kFact};

absl::string_view SelectOf(SnapshotRecord::ItemCase kind) {
  switch (kind) {
    case SnapshotRecord::kArticle:
      return "SELECT feed_offset, committed_at, payload FROM article JOIN feed_log USING (feed_offset) WHERE name > ?"
             " AND revision = (SELECT max(revision) FROM article AS other WHERE other.name = article.name)"
             " ORDER BY name LIMIT ?";
    case SnapshotRecord::kEntity:
      return "SELECT feed_offset, committed_at, payload FROM entity JOIN feed_log USING (feed_offset) WHERE name > ?"
             " ORDER BY name LIMIT ?";
    default:
      return "SELECT feed_offset, committed_at, payload FROM fact JOIN feed_log USING (feed_offset) WHERE name > ?"
             " ORDER BY name LIMIT ?";
  }
}

absl::Status SetArticle(absl::string_view payload, int64_t offset, SnapshotRecord& record) {
  absl::StatusOr<v1::Article> article = ParseArticle(payload, offset);
  if (!article.ok()) return article.status();
  article->clear_etag();  // as in the changes
  *record.mutable_article() = *std::move(article);
  return absl::OkStatus();
}

absl::Status SetItem(SnapshotRecord::ItemCase kind, absl::string_view payload, int64_t offset, SnapshotRecord& record) {
  if (kind == SnapshotRecord::kArticle) return SetArticle(payload, offset, record);
  if (kind == SnapshotRecord::kEntity) {
    absl::StatusOr<v1::Entity> entity = ParseEntity(payload);
    if (entity.ok()) *record.mutable_entity() = *std::move(entity);
    return entity.status();
  }
  absl::StatusOr<v1::Fact> fact = ParseFact(payload);
  if (fact.ok()) *record.mutable_fact() = *std::move(fact);
  return fact.status();
}

// Room for more items.
struct Room {
  int items;
  int64_t bytes;
};

// Items of one kind, after the name.
absl::Status ReadKind(store::Database& database, SnapshotRecord::ItemCase kind, absl::string_view after, Room& room,
                      std::vector<SnapshotRecord>& records) {
  auto statement = database.Prepare(SelectOf(kind));
  if (!statement.ok()) return statement.status();
  statement->Bind(after).Bind(int64_t{room.items});
  while (room.bytes > 0) {
    const absl::StatusOr<bool> row = statement->Step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    SnapshotRecord& record = records.emplace_back();
    record.set_offset(statement->Integer(0));
    *record.mutable_commit_time() = google::protobuf::util::TimeUtil::NanosecondsToTimestamp(statement->Integer(1));
    const absl::string_view payload = statement->Bytes(2);
    if (absl::Status set = SetItem(kind, payload, record.offset(), record); !set.ok()) return set;
    --room.items;
    room.bytes -= static_cast<int64_t>(payload.size());
  }
  return absl::OkStatus();
}

}  // namespace

ItemKey KeyOf(const SnapshotRecord& record) {
  switch (record.item_case()) {
    case SnapshotRecord::kArticle:
      return {record.item_case(), record.article().name()};
    case SnapshotRecord::kEntity:
      return {record.item_case(), record.entity().name()};
    default:
      return {record.item_case(), record.fact().name()};
  }
}

absl::StatusOr<SnapshotPart> ReadSnapshotPart(store::Database& database, const ItemKey& after, int max_items,
                                              int64_t max_bytes) {
  const auto transaction = store::Transaction::BeginRead(database);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<FeedHead> head = ReadHead(database);
  if (!head.ok()) return head.status();
  SnapshotPart part;
  part.head = *std::move(head);
  Room room{max_items, max_bytes};
  for (const SnapshotRecord::ItemCase kind : kKinds) {
    if (kind < after.kind) continue;
    const absl::string_view name = kind == after.kind ? absl::string_view(after.name) : "";
    if (absl::Status read = ReadKind(database, kind, name, room, part.records); !read.ok()) return read;
    // Whether more items would have come is found out by the next part.
    if (room.items <= 0 || room.bytes <= 0) return part;
  }
  part.is_last = true;
  return part;
}

}  // namespace dateline::fact_log
