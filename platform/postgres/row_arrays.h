// One INSERT for many rows: a column goes to the server as one array.
#ifndef DATELINE_PLATFORM_POSTGRES_ROW_ARRAYS_H_
#define DATELINE_PLATFORM_POSTGRES_ROW_ARRAYS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "platform/postgres/connection.h"

namespace dateline::postgres {

// The INSERT of one row -> that of many. `sql` has one list of VALUES, with parameters `?` and literals; `types`, one
// of each parameter, separated by commas: BIGINT, TEXT or BYTEA. "INSERT INTO t VALUES (?, 0)" of "TEXT" gives "INSERT
// INTO t SELECT p1, 0 FROM unnest($1::TEXT[]) AS row_of (p1)".
std::string ManyRowsSql(absl::string_view sql, absl::string_view types);

// The parameters of that: those of `rows`, each of which has one of each of `types`.
std::vector<Parameter> ArraysOf(absl::Span<const std::vector<Parameter>> rows, absl::string_view types);

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_ROW_ARRAYS_H_
