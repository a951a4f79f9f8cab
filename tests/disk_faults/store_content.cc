#include "tests/disk_faults/store_content.h"

#include <sqlite3.h>

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/encoding/sha256.h"

namespace dateline::testing {
namespace {

constexpr char kErasurePending[] = "erasure_pending";

using Row = std::vector<std::string>;

absl::StatusOr<std::vector<Row>> Query(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  sqlite3_prepare_v2(database, sql.c_str(), -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(prepared, sqlite3_finalize);
  std::vector<Row> rows;
  int code = SQLITE_ERROR;
  while (prepared != nullptr && (code = sqlite3_step(prepared)) == SQLITE_ROW) {
    Row& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
      if (std::string(sqlite3_column_name(prepared, i)) == kErasurePending) continue;
      const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(prepared, i));
      row.emplace_back(bytes == nullptr ? "" : bytes, static_cast<size_t>(sqlite3_column_bytes(prepared, i)));
    }
  }
  if (code != SQLITE_DONE) return absl::DataLossError(absl::StrCat(sql, ": ", sqlite3_errmsg(database)));
  return rows;
}

}  // namespace

absl::StatusOr<std::string> DigestStore(const std::string& path) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close_v2);
  if (code != SQLITE_OK) return absl::DataLossError(sqlite3_errstr(code));
  const auto integrity = Query(opened, "PRAGMA integrity_check");
  if (!integrity.ok()) return integrity.status();
  if (integrity->front().front() != "ok") return absl::DataLossError(integrity->front().front());
  const auto tables =
      Query(opened, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'segment' ORDER BY name");
  if (!tables.ok()) return tables.status();
  std::string content;
  for (const Row& table : *tables) {
    const auto rows = Query(opened, absl::StrCat("SELECT * FROM ", table.front(), " ORDER BY 1, 2"));
    if (!rows.ok()) return rows.status();
    absl::StrAppend(&content, table.front(), " ", rows->size(), "\n");
    for (const Row& row : *rows) {
      for (const std::string& value : row) absl::StrAppend(&content, value.size(), ":", value);
    }
  }
  return encoding::Sha256Hex(content);
}

}  // namespace dateline::testing
