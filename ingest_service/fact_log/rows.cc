#include "ingest_service/fact_log/rows.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/errors/store_reasons.h"

namespace dateline::fact_log {
namespace {

absl::StatusOr<store::Statement> Bound(absl::StatusOr<store::Statement> statement,
                                       std::initializer_list<Parameter> parameters) {
  if (!statement.ok()) return statement;
  for (const Parameter& parameter : parameters) {
    if (const auto* const integer = std::get_if<int64_t>(&parameter)) {
      statement->Bind(*integer);
    } else if (const auto* const text = std::get_if<absl::string_view>(&parameter)) {
      statement->Bind(*text);
    } else {
      statement->BindBytes(std::get<Bytes>(parameter).bytes);
    }
  }
  return statement;
}

}  // namespace

absl::StatusOr<store::Statement> PrepareWith(store::Database& database, absl::string_view sql,
                                             std::initializer_list<Parameter> parameters) {
  return Bound(database.Prepare(sql), parameters);
}

absl::Status Run(store::Database& database, absl::string_view sql, std::initializer_list<Parameter> parameters) {
  absl::StatusOr<store::Statement> statement = PrepareWith(database, sql, parameters);
  return statement.ok() ? statement->Run() : statement.status();
}

absl::Status Insert(store::Database& database, const RowInsert& insert, std::initializer_list<Parameter> parameters) {
  absl::StatusOr<store::Statement> statement = Bound(database.PrepareRow(insert.sql, insert.types), parameters);
  return statement.ok() ? statement->Run() : statement.status();
}

absl::StatusOr<int64_t> RunCounting(store::Database& database, absl::string_view sql,
                                    std::initializer_list<Parameter> parameters) {
  absl::StatusOr<store::Statement> statement = PrepareWith(database, sql, parameters);
  if (!statement.ok()) return statement.status();
  return statement->RunCounting();
}

absl::Status ForEachRow(store::Database& database, absl::string_view sql, std::initializer_list<Parameter> parameters,
                        const store::TakeRow& take) {
  absl::StatusOr<store::Statement> statement = PrepareWith(database, sql, parameters);
  return statement.ok() ? store::TakeRows(*statement, take) : statement.status();
}

bool IsOfEntity(int64_t kind) {
  return kind == v1::Change::kEntityChanged || kind == v1::Change::kEntityMerged || kind == v1::Change::kEntityRemoved;
}

absl::Status ForEachChange(store::Database& database, int64_t offset, const store::TakeRow& take) {
  constexpr int64_t kAtOnce = 1000;
  int64_t last = offset;
  for (int64_t read = kAtOnce; read == kAtOnce;) {
    read = 0;
    const auto take_one = [&](const store::Statement& row) {
      last = row.Integer(0);
      ++read;
      return take(row);
    };
    const absl::Status taken = ForEachRow(database,
                                          "SELECT feed_offset, kind, key, payload, chain_crc FROM feed_log"
                                          " WHERE feed_offset > ? ORDER BY feed_offset LIMIT ?",
                                          {last, kAtOnce}, take_one);
    if (!taken.ok()) return taken;
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Change> ParseChange(absl::string_view payload) {
  v1::Change change;
  if (change.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) return change;
  return errors::Error(absl::StatusCode::kDataLoss, errors::kStoreDamaged,
                       "a change in the log cannot be read; restore the store from a backup");
}

std::string FirstFactName(absl::string_view article) { return absl::StrCat(article, "/facts/"); }

// '0' is the character after '/'.
std::string LastFactName(absl::string_view article) { return absl::StrCat(article, "/facts0"); }

}  // namespace dateline::fact_log
