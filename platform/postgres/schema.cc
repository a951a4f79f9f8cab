#include "platform/postgres/schema.h"

#include <cstdint>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/errors/store_reasons.h"
#include "platform/postgres/error.h"

namespace dateline::postgres {
namespace {

// Of processes that make the table dateline_schema at the same moment, some fail once.
constexpr int kAttempts = 5;

constexpr char kUndefinedTable[] = "42P01";
constexpr char kDuplicateTable[] = "42P07";
constexpr char kDuplicateType[] = "42710";  // the type of a table's rows
constexpr char kUndefinedColumn[] = "42703";
constexpr char kUniqueViolation[] = "23505";
constexpr char kInsufficientPrivilege[] = "42501";

constexpr char kMakeVersions[] =
    "CREATE TABLE IF NOT EXISTS dateline_schema (store TEXT COLLATE \"C\" PRIMARY KEY, version BIGINT NOT NULL)";

absl::Status Foreign(const Database& database) {
  return errors::Error(
      absl::StatusCode::kFailedPrecondition, errors::kStoreForeign,
      absl::StrCat(database.shown_url(), " has tables of another program; name another database with --store"));
}

absl::Status TooNew(const Schema& schema, int64_t version, const Database& database) {
  return errors::Error(
      absl::StatusCode::kFailedPrecondition, errors::kStoreTooNew,
      absl::StrCat("the store ", database.shown_url(), " has schema version ", version, ", this program has ",
                   schema.steps.size(), "; run the newer program, or name another database with --store"));
}

absl::Status NotTheOwner(const absl::Status& error, const Database& database) {
  return absl::FailedPreconditionError(absl::StrCat("the role may not make the tables of ", database.shown_url(),
                                                    "; run this once with --migrate and the role that owns them (",
                                                    error.message(), ")"));
}

// 0: there are no tables.
absl::StatusOr<int64_t> ReadVersion(absl::string_view sql, const Schema& schema, Database& database) {
  absl::StatusOr<Statement> select = database.Prepare(sql);
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> row = select->Bind(schema.store).Step();
  if (!row.ok()) return row.status();
  return *row ? select->Integer(0) : 0;
}

// In the caller's transaction, which waits here until no other process makes the tables.
absl::StatusOr<int64_t> LockVersion(const Schema& schema, Database& database) {
  absl::StatusOr<Statement> insert =
      database.Prepare("INSERT INTO dateline_schema VALUES (?, 0) ON CONFLICT (store) DO NOTHING");
  if (!insert.ok()) return insert.status();
  if (absl::Status inserted = insert->Bind(schema.store).Run(); !inserted.ok()) return inserted;
  return ReadVersion("SELECT version FROM dateline_schema WHERE store = ? FOR UPDATE", schema, database);
}

absl::Status Migrate(const Schema& schema, Database& database) {
  if (absl::Status made = database.Execute(kMakeVersions); !made.ok()) return made;
  absl::StatusOr<Transaction> transaction = Transaction::BeginWrite(database);
  if (!transaction.ok()) return transaction.status();
  const absl::StatusOr<int64_t> version = LockVersion(schema, database);
  if (!version.ok()) return version.status();
  const auto steps = static_cast<int64_t>(schema.steps.size());
  if (*version > steps) return TooNew(schema, *version, database);
  for (int64_t step = *version; step < steps; ++step) {
    absl::Status made = database.Execute(schema.steps[static_cast<size_t>(step)]);
    if (SqlStateOf(made) == kDuplicateTable) return Foreign(database);
    if (!made.ok()) return made;
  }
  absl::StatusOr<Statement> update = database.Prepare("UPDATE dateline_schema SET version = ? WHERE store = ?");
  if (!update.ok()) return update.status();
  if (absl::Status updated = update->Bind(steps).Bind(schema.store).Run(); !updated.ok()) return updated;
  return transaction->Commit();
}

bool IsRaceOfMakers(const absl::Status& error) {
  const std::string sqlstate = SqlStateOf(error);
  return sqlstate == kUniqueViolation || sqlstate == kDuplicateTable || sqlstate == kDuplicateType ||
         MayRunAgain(error);
}

}  // namespace

absl::Status EnsureSchema(const Schema& schema, Database& database) {
  const absl::StatusOr<int64_t> version =
      ReadVersion("SELECT version FROM dateline_schema WHERE store = ?", schema, database);
  const std::string sqlstate = SqlStateOf(version.status());
  if (sqlstate == kUndefinedColumn) return Foreign(database);
  if (!version.ok() && sqlstate != kUndefinedTable) return version.status();
  const auto steps = static_cast<int64_t>(schema.steps.size());
  if (version.ok() && *version == steps) return absl::OkStatus();
  if (version.ok() && *version > steps) return TooNew(schema, *version, database);
  absl::Status migrated;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    migrated = Migrate(schema, database);
    if (!IsRaceOfMakers(migrated)) break;
  }
  return SqlStateOf(migrated) == kInsufficientPrivilege ? NotTheOwner(migrated, database) : migrated;
}

}  // namespace dateline::postgres
