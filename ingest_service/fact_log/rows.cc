#include "ingest_service/fact_log/rows.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"

namespace dateline::fact_log {
namespace {

absl::StatusOr<sqlite::Statement> PrepareWith(sqlite::Database& database, absl::string_view sql,
                                              std::initializer_list<Parameter> parameters) {
  absl::StatusOr<sqlite::Statement> statement = database.Prepare(sql);
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

absl::StatusOr<int64_t> Run(sqlite::Database& database, absl::string_view sql,
                            std::initializer_list<Parameter> parameters) {
  absl::StatusOr<sqlite::Statement> statement = PrepareWith(database, sql, parameters);
  if (!statement.ok()) return statement.status();
  if (absl::Status ran = statement->Run(); !ran.ok()) return ran;
  return database.ChangedRows();
}

absl::Status ForEachRow(sqlite::Database& database, absl::string_view sql, std::initializer_list<Parameter> parameters,
                        const std::function<absl::Status(const sqlite::Statement& row)>& take) {
  absl::StatusOr<sqlite::Statement> statement = PrepareWith(database, sql, parameters);
  if (!statement.ok()) return statement.status();
  while (true) {
    const absl::StatusOr<bool> row = statement->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    if (absl::Status taken = take(*statement); !taken.ok()) return taken;
  }
}

absl::StatusOr<v1::Change> ParseChange(absl::string_view payload) {
  v1::Change change;
  if (change.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) return change;
  return errors::Error(absl::StatusCode::kDataLoss, sqlite::kStoreDamaged,
                       "a change in the log cannot be read; restore the store from a backup");
}

std::string FirstFactName(absl::string_view article) { return absl::StrCat(article, "/facts/"); }

// '0' is the character after '/'.
std::string LastFactName(absl::string_view article) { return absl::StrCat(article, "/facts0"); }

}  // namespace dateline::fact_log
