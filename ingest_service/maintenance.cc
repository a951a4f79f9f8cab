#include "ingest_service/maintenance.h"

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/log_check.h"
#include "platform/sqlite/backup.h"
#include "platform/sqlite/integrity.h"

namespace dateline::ingest {
namespace {

absl::StatusOr<std::string> Check(const std::string& path) {
  const auto database = sqlite::Database::OpenReader(path);
  if (!database.ok()) return database.status();
  if (absl::Status sound = sqlite::CheckIntegrity(**database); !sound.ok()) return sound;
  const absl::StatusOr<fact_log::CheckedLog> log = fact_log::CheckLog(**database);
  if (!log.ok()) return log.status();
  return absl::StrCat(path, " is sound: changes ", log->head.low_offset, " to ", log->head.offset, ", ", log->articles,
                      " revisions of articles, ", log->entities, " entities, ", log->facts, " facts\n");
}

absl::StatusOr<std::string> BackUp(const Config& config) {
  const absl::StatusOr<std::string> copy = sqlite::Backup(config.store_path, config.backup_directory);
  if (!copy.ok()) return copy.status();
  const std::string report =
      absl::StrCat("copied ", config.store_path, " to ", *copy, ": ", sqlite::StoreBytes(*copy), " bytes\n");
  if (!config.check_store) return report;
  const absl::StatusOr<std::string> checked = Check(*copy);
  if (!checked.ok()) return checked.status();
  return report + *checked;
}

}  // namespace

bool IsMaintenance(const Config& config) { return config.check_store || !config.backup_directory.empty(); }

absl::StatusOr<std::string> Maintain(const Config& config) {
  return config.backup_directory.empty() ? Check(config.store_path) : BackUp(config);
}

}  // namespace dateline::ingest
