#include "platform/sqlite/integrity.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"

namespace dateline::sqlite {

absl::Status CheckIntegrity(Database& database) {
  auto check = database.Prepare("PRAGMA integrity_check(1)");
  if (!check.ok()) return check.status();
  const absl::StatusOr<bool> found = check->Step();
  if (!found.ok()) return found.status();
  if (*found && check->Text(0) == "ok") return absl::OkStatus();
  return errors::Error(absl::StatusCode::kDataLoss, kStoreDamaged,
                       absl::StrCat("the store is damaged: ", *found ? check->Text(0) : "no answer to the check"));
}

}  // namespace dateline::sqlite
