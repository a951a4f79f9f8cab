#include "query_service/maintenance.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "platform/sqlite/backup.h"
#include "platform/sqlite/database.h"
#include "query_service/index/index_check.h"
#include "query_service/index/schema.h"
#include "query_service/index/segment_rows.h"

namespace dateline::query_service {
namespace {

std::string Describe(const store::Location& tables, const index::IndexSummary& summary) {
  return absl::StrFormat(
      "%s is sound: change %d, content checksum %016x, versions: %d articles, %d facts, %d entities\n",
      store::Shown(tables), summary.state.position.offset, summary.state.totals.checksum, summary.article_versions,
      summary.fact_versions, summary.entity_versions);
}

// The copy has none of the files of segments: the service makes them anew.
absl::StatusOr<std::string> BackUp(const Config& config) {
  absl::StatusOr<std::string> copy = sqlite::Backup(config.store.tables, config.backup_directory);
  if (!copy.ok()) return copy;
  const auto database = sqlite::Database::OpenWriter(*copy, sqlite::Durability::kFull);
  if (!database.ok()) return database.status();
  if (absl::Status removed = index::RemoveAllSegmentRows(**database); !removed.ok()) return removed;
  return copy;
}

absl::StatusOr<std::string> Migrate(const store::Location& tables) {
  const auto database = store::Database::OpenForMaintenance(tables);
  if (!database.ok()) return database.status();
  if (absl::Status migrated = (*database)->EnsureSchema(index::kSchema); !migrated.ok()) return migrated;
  return absl::StrCat(store::Shown(tables), " has the tables of this version\n");
}

}  // namespace

bool IsMaintenance(const Config& config) { return config.check || config.migrate || !config.backup_directory.empty(); }

absl::StatusOr<std::string> Maintain(const Config& config) {
  index::IndexPlace place = config.store;
  std::string report;
  if (config.migrate) {
    absl::StatusOr<std::string> migrated = Migrate(place.tables);
    if (!migrated.ok()) return migrated;
    report = *std::move(migrated);
  }
  if (!config.backup_directory.empty()) {
    absl::StatusOr<std::string> copy = BackUp(config);
    if (!copy.ok()) return copy.status();
    place = {*std::move(copy)};
    absl::StrAppend(&report, "copied to ", place.tables, ", ", sqlite::StoreBytes(place.tables), " bytes\n");
  }
  if (!config.check) return report;
  const absl::StatusOr<index::IndexSummary> summary = index::CheckIndex(place);
  if (!summary.ok()) return summary.status();
  absl::StrAppend(&report, Describe(place.tables, *summary));
  return report;
}

}  // namespace dateline::query_service
