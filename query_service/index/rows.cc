#include "query_service/index/rows.h"

namespace dateline::index {

absl::Status ForEachRow(store::Database& database, absl::string_view sql, int64_t after, int64_t before, TakeRow take) {
  for (int64_t count = kRowsAtOnce; count == kRowsAtOnce;) {
    count = 0;
    auto select = database.Prepare(sql);
    if (!select.ok()) return select.status();
    select->Bind(after).Bind(before).Bind(kRowsAtOnce);
    while (true) {
      const absl::StatusOr<bool> found = select->Step();
      if (!found.ok()) return found.status();
      if (!*found) break;
      ++count;
      after = select->Integer(0);
      if (absl::Status taken = take(*select); !taken.ok()) return taken;
    }
  }
  return absl::OkStatus();
}

}  // namespace dateline::index
