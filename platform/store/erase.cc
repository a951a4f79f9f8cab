#include "platform/store/erase.h"

#include "platform/sqlite/erase.h"

namespace dateline::store {

absl::Status BeginErasing(Database& database) {
  return database.sqlite() == nullptr ? absl::OkStatus() : sqlite::SetSecureDelete(*database.sqlite(), true);
}

absl::Status FinishErasing(Database& database) {
  if (database.sqlite() == nullptr) return absl::OkStatus();
  if (absl::Status erased = sqlite::EraseDeleted(*database.sqlite()); !erased.ok()) return erased;
  return sqlite::SetSecureDelete(*database.sqlite(), false);
}

}  // namespace dateline::store
