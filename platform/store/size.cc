#include "platform/store/size.h"

#include "platform/sqlite/backup.h"

namespace dateline::store {
namespace {

constexpr char kTableBytes[] =
    "SELECT CAST(coalesce(sum(pg_total_relation_size(oid)), 0) AS BIGINT) FROM pg_class"
    " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')";

}  // namespace

int64_t StoreBytes(ReaderPool& readers) {
  if (!IsPostgres(readers.location())) return sqlite::StoreBytes(readers.location());
  const auto reader = readers.Borrow();
  if (!reader.ok()) return 0;
  auto select = (*reader)->Prepare(kTableBytes);
  if (!select.ok()) return 0;
  const absl::StatusOr<bool> row = select->Step();
  return row.ok() && *row ? select->Integer(0) : 0;
}

}  // namespace dateline::store
