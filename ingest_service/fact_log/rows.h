// Small reads and writes of the log's tables.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ROWS_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ROWS_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/feed_service.pb.h"
#include "platform/store/database.h"
#include "platform/store/round_trip.h"

namespace dateline::fact_log {

// A parameter of a statement: an integer, a text, or bytes.
struct Bytes {
  absl::string_view bytes;
};
using Parameter = std::variant<int64_t, absl::string_view, Bytes>;

// Runs a statement that gives no rows. On PostgreSQL its error may show later (store::Statement::Run).
absl::Status Run(store::Database& database, absl::string_view sql, std::initializer_list<Parameter> parameters);

// The INSERT of one row with the types of its parameters, as store::Database::PrepareRow takes them.
struct RowInsert {
  absl::string_view sql;
  absl::string_view types;
};

inline constexpr RowInsert kInsertArticle{"INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)",
                                          "TEXT, BIGINT, BIGINT, BIGINT, BIGINT, TEXT, BYTEA"};
inline constexpr RowInsert kInsertFact{"INSERT INTO fact VALUES (?, ?)", "TEXT, BIGINT"};

// As Run. Rows that are inserted one after another go to PostgreSQL together.
absl::Status Insert(store::Database& database, const RowInsert& insert, std::initializer_list<Parameter> parameters);

// As Run for an INSERT, UPDATE or DELETE, waited for; how many rows it touched.
absl::StatusOr<int64_t> RunCounting(store::Database& database, absl::string_view sql,
                                    std::initializer_list<Parameter> parameters);

// Calls `take` with each row. An error of `take` ends it and is returned.
absl::Status ForEachRow(store::Database& database, absl::string_view sql, std::initializer_list<Parameter> parameters,
                        const store::TakeRow& take);

// A statement with its parameters, for a store::RoundTrip.
absl::StatusOr<store::Statement> PrepareWith(store::Database& database, absl::string_view sql,
                                             std::initializer_list<Parameter> parameters);

// Calls `take` with feed_offset, kind, key, payload and chain_crc of each change that the log holds after `offset`, in
// order. Many at a time are read, never all.
absl::Status ForEachChange(store::Database& database, int64_t offset, const store::TakeRow& take);

// Of a change of that kind: whether it says something of an entity.
bool IsOfEntity(int64_t kind);

// DATA_LOSS (STORE_DAMAGED): the bytes are no change.
absl::StatusOr<v1::Change> ParseChange(absl::string_view payload);

// The names of `article`'s facts are those between the two, both excluded.
std::string FirstFactName(absl::string_view article);
std::string LastFactName(absl::string_view article);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ROWS_H_
