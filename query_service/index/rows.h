// Many rows of the tables, a part at a time.
#ifndef DATELINE_QUERY_SERVICE_INDEX_ROWS_H_
#define DATELINE_QUERY_SERVICE_INDEX_ROWS_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/store/database.h"

namespace dateline::index {

// Of which PostgreSQL brings a whole answer at once.
inline constexpr int64_t kRowsAtOnce = 1000;

using TakeRow = absl::FunctionRef<absl::Status(const store::Statement& row)>;

// Gives every row whose key is greater than `after` and less than `before`, in its order. `sql` has the key as its
// first column, and as parameters these two and a LIMIT: "SELECT k, ... WHERE k > ? AND k < ? ... ORDER BY k LIMIT ?".
// Ends with the first error of `take`.
absl::Status ForEachRow(store::Database& database, absl::string_view sql, int64_t after, int64_t before, TakeRow take);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_ROWS_H_
