#include "query_service/index/segment_rows.h"

#include "query_service/index/schema.h"

namespace dateline::index {

absl::StatusOr<std::unique_ptr<store::Database>> OpenSegmentNames(const std::string& path) {
  auto names = store::Database::OpenWriter(path, sqlite::Durability::kNormal);
  if (!names.ok()) return names.status();
  const absl::Status made = (*names)->sqlite()->EnsureSchema(kSegmentNamesSchema);
  if (!made.ok()) return made;
  return names;
}

absl::Status BeginSegmentRows(store::Database& names, int64_t generation) {
  auto select = names.Prepare("SELECT 1 FROM segment_source WHERE generation = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> is_same = select->Bind(generation).Step();
  if (!is_same.ok() || *is_same) return is_same.status();
  absl::StatusOr<store::Transaction> transaction = store::Transaction::BeginWrite(names);
  if (!transaction.ok()) return transaction.status();
  const absl::Status removed = names.Execute("DELETE FROM segment; DELETE FROM segment_source");
  if (!removed.ok()) return removed;
  auto insert = names.Prepare("INSERT INTO segment_source (generation) VALUES (?)");
  if (!insert.ok()) return insert.status();
  if (absl::Status inserted = insert->Bind(generation).Run(); !inserted.ok()) return inserted;
  return transaction->Commit();
}

absl::Status RemoveStaleSegmentRows(store::Database& names, store::Database& tables) {
  const absl::StatusOr<std::vector<segments::SegmentFile>> files = ReadSegmentRows(names);
  if (!files.ok()) return files.status();
  for (const segments::SegmentFile& file : *files) {
    const absl::StatusOr<bool> is_in_tables = IsInTables(file, tables);
    if (!is_in_tables.ok()) return is_in_tables.status();
    if (*is_in_tables) continue;
    if (absl::Status removed = RemoveSegmentRow(names, file); !removed.ok()) return removed;
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> IsInTables(const segments::SegmentFile& file, store::Database& tables) {
  auto count = tables.Prepare("SELECT count(*) FROM fact WHERE recorded_from BETWEEN ? AND ?");
  if (!count.ok()) return count.status();
  const absl::StatusOr<bool> counted = count->Bind(file.first_recorded_from).Bind(file.last_recorded_from).Step();
  if (!counted.ok()) return counted.status();
  return count->Integer(0) == file.fact_count;
}

absl::StatusOr<std::vector<segments::SegmentFile>> ReadSegmentRows(store::Database& database) {
  auto select = database.Prepare(
      "SELECT first_recorded_from, last_recorded_from, fact_count, image_bytes, content_bytes, image_crc, content_crc"
      " FROM segment ORDER BY first_recorded_from");
  if (!select.ok()) return select.status();
  std::vector<segments::SegmentFile> files;
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) return files;
    files.push_back({select->Integer(0), select->Integer(1), select->Integer(2), select->Integer(3), select->Integer(4),
                     static_cast<uint32_t>(select->Integer(5)), static_cast<uint32_t>(select->Integer(6))});
  }
}

absl::Status AddSegmentRow(store::Database& database, const segments::SegmentFile& file) {
  auto insert = database.Prepare(
      "INSERT INTO segment (first_recorded_from, last_recorded_from, fact_count, image_bytes, content_bytes, image_crc,"
      " content_crc) VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->Bind(file.first_recorded_from).Bind(file.last_recorded_from).Bind(file.fact_count);
  insert->Bind(file.image_bytes).Bind(file.content_bytes);
  return insert->Bind(int64_t{file.image_crc}).Bind(int64_t{file.content_crc}).Run();
}

absl::Status RemoveSegmentRow(store::Database& database, const segments::SegmentFile& file) {
  auto remove = database.Prepare("DELETE FROM segment WHERE first_recorded_from = ?");
  if (!remove.ok()) return remove.status();
  return remove->Bind(file.first_recorded_from).Run();
}

absl::Status RemoveAllSegmentRows(sqlite::Database& database) {
  auto select = database.Prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'segment'");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Step();
  if (!found.ok() || !*found) return found.status();
  return database.Execute("DELETE FROM segment");
}

}  // namespace dateline::index
