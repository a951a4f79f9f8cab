#include "ingest_service/maintenance.h"

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/log_check.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/sqlite/backup.h"
#include "platform/sqlite/integrity.h"

namespace dateline::ingest {
namespace {

absl::StatusOr<std::string> Check(const store::Location& location) {
  const auto database = store::Database::OpenForMaintenance(location);
  if (!database.ok()) return database.status();
  if (sqlite::Database* const file = (*database)->sqlite(); file != nullptr) {
    if (absl::Status sound = sqlite::CheckIntegrity(*file); !sound.ok()) return sound;
  }
  const absl::StatusOr<fact_log::CheckedLog> log = fact_log::CheckLog(**database);
  if (!log.ok()) return log.status();
  return absl::StrCat(store::Shown(location), " is sound: changes ", log->head.low_offset, " to ", log->head.offset,
                      ", ", log->articles, " revisions of articles, ", log->entities, " entities, ", log->facts,
                      " facts\n");
}

absl::StatusOr<std::string> BackUp(const Config& config) {
  const absl::StatusOr<std::string> copy = sqlite::Backup(config.store, config.backup_directory);
  if (!copy.ok()) return copy.status();
  const std::string report =
      absl::StrCat("copied ", config.store, " to ", *copy, ": ", sqlite::StoreBytes(*copy), " bytes\n");
  if (!config.check_store) return report;
  const absl::StatusOr<std::string> checked = Check(*copy);
  if (!checked.ok()) return checked.status();
  return report + *checked;
}

absl::StatusOr<std::string> Migrate(const store::Location& location) {
  const auto database = store::Database::OpenForMaintenance(location);
  if (!database.ok()) return database.status();
  if (absl::Status migrated = (*database)->EnsureSchema(fact_log::kSchema); !migrated.ok()) return migrated;
  return absl::StrCat(store::Shown(location), " has the tables of this version\n");
}

}  // namespace

bool IsMaintenance(const Config& config) {
  return config.check_store || config.migrate_store || !config.backup_directory.empty();
}

absl::StatusOr<std::string> Maintain(const Config& config) {
  if (!config.backup_directory.empty()) return BackUp(config);
  return config.migrate_store ? Migrate(config.store) : Check(config.store);
}

}  // namespace dateline::ingest
