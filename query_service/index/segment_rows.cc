#include "query_service/index/segment_rows.h"

namespace dateline::index {

absl::StatusOr<std::vector<segments::SegmentFile>> ReadSegmentRows(sqlite::Database& database) {
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

absl::Status AddSegmentRow(sqlite::Database& database, const segments::SegmentFile& file) {
  auto insert = database.Prepare(
      "INSERT INTO segment (first_recorded_from, last_recorded_from, fact_count, image_bytes, content_bytes, image_crc,"
      " content_crc) VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->Bind(file.first_recorded_from).Bind(file.last_recorded_from).Bind(file.fact_count);
  insert->Bind(file.image_bytes).Bind(file.content_bytes);
  return insert->Bind(int64_t{file.image_crc}).Bind(int64_t{file.content_crc}).Run();
}

absl::Status RemoveSegmentRow(sqlite::Database& database, const segments::SegmentFile& file) {
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
