#include "query_service/maintenance.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "platform/sqlite/backup.h"
#include "platform/sqlite/database.h"
#include "query_service/index/index_check.h"
#include "query_service/index/segment_rows.h"

namespace dateline::query_service {
namespace {

std::string Describe(const std::string& path, const index::IndexSummary& summary) {
  return absl::StrFormat(
      "%s is sound: change %d, content checksum %016x, versions: %d articles, %d facts, %d entities\n", path,
      summary.state.position.offset, summary.state.totals.checksum, summary.article_versions, summary.fact_versions,
      summary.entity_versions);
}

// The copy has none of the files of segments: the service makes them anew.
absl::StatusOr<std::string> BackUp(const Config& config) {
  absl::StatusOr<std::string> copy = sqlite::Backup(config.store_path, config.backup_directory);
  if (!copy.ok()) return copy;
  const auto database = sqlite::Database::OpenWriter(*copy, sqlite::Durability::kFull);
  if (!database.ok()) return database.status();
  if (absl::Status removed = index::RemoveAllSegmentRows(**database); !removed.ok()) return removed;
  return copy;
}

}  // namespace

bool IsMaintenance(const Config& config) { return config.check || !config.backup_directory.empty(); }

absl::StatusOr<std::string> Maintain(const Config& config) {
  std::string path = config.store_path;
  std::string report;
  if (!config.backup_directory.empty()) {
    absl::StatusOr<std::string> copy = BackUp(config);
    if (!copy.ok()) return copy.status();
    path = *std::move(copy);
    absl::StrAppend(&report, "copied to ", path, ", ", sqlite::StoreBytes(path), " bytes\n");
  }
  if (!config.check) return report;
  const absl::StatusOr<index::IndexSummary> summary = index::CheckIndex(path);
  if (!summary.ok()) return summary.status();
  absl::StrAppend(&report, Describe(path, *summary));
  return report;
}

}  // namespace dateline::query_service
