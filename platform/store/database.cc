#include "platform/store/database.h"

#include "platform/postgres/error.h"
#include "platform/postgres/store_url.h"

namespace dateline::store {
namespace {

// What an engine gave, or its error.
template <class Result, class Given>
absl::StatusOr<Result> Wrapped(absl::StatusOr<Given> given) {
  if (!given.ok()) return given.status();
  return Result(*std::move(given));
}

}  // namespace

bool IsPostgres(const Location& location) { return postgres::IsStoreUrl(location); }

std::string Shown(const Location& location) { return IsPostgres(location) ? postgres::ShownUrl(location) : location; }

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const Location& location, postgres::Access access,
                                                         sqlite::Durability durability) {
  const auto open_file = [&] {
    return access == postgres::Access::kWrite ? sqlite::Database::OpenWriter(location, durability)
                                              : sqlite::Database::OpenReader(location);
  };
  auto driver =
      IsPostgres(location) ? Wrapped<Driver>(postgres::Database::Open(location, access)) : Wrapped<Driver>(open_file());
  if (!driver.ok()) return driver.status();
  return std::unique_ptr<Database>(new Database(*std::move(driver)));
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenWriter(const Location& location,
                                                               sqlite::Durability durability) {
  return Open(location, postgres::Access::kWrite, durability);
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenReader(const Location& location) {
  return Open(location, postgres::Access::kRead);
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenForMaintenance(const Location& location) {
  return Open(location, postgres::Access::kMaintain);
}

absl::StatusOr<Statement> Database::Prepare(absl::string_view sql) {
  auto driver = std::visit([&](auto& engine) { return Wrapped<Statement::Driver>(engine->Prepare(sql)); }, driver_);
  return Wrapped<Statement>(std::move(driver));
}

absl::StatusOr<Statement> Database::PrepareRow(absl::string_view sql, absl::string_view types) {
  if (postgres() == nullptr) return Prepare(sql);
  return Wrapped<Statement>(Wrapped<Statement::Driver>(postgres()->PrepareRow(sql, types)));
}

absl::Status Database::Execute(const std::string& sql) {
  return std::visit([&](auto& engine) { return engine->Execute(sql); }, driver_);
}

absl::Status Database::EnsureSchema(const Schema& schema) {
  return sqlite() != nullptr ? sqlite()->EnsureSchema(schema.sqlite)
                             : postgres::EnsureSchema(schema.postgres, *postgres());
}

bool Database::IsUsable() { return postgres() == nullptr || postgres()->IsUsable(); }

absl::StatusOr<Transaction> Transaction::BeginWrite(Database& database) {
  auto driver = database.sqlite() != nullptr ? Wrapped<Driver>(sqlite::Transaction::BeginWrite(*database.sqlite()))
                                             : Wrapped<Driver>(postgres::Transaction::BeginWrite(*database.postgres()));
  if (!driver.ok()) return driver.status();
  return Transaction(*std::move(driver));
}

absl::StatusOr<Transaction> Transaction::BeginRead(Database& database) {
  auto driver = database.sqlite() != nullptr ? Wrapped<Driver>(sqlite::Transaction::BeginRead(*database.sqlite()))
                                             : Wrapped<Driver>(postgres::Transaction::BeginRead(*database.postgres()));
  if (!driver.ok()) return driver.status();
  return Transaction(*std::move(driver));
}

absl::Status Transaction::Commit() {
  return std::visit([](auto& driver) { return driver.Commit(); }, driver_);
}

bool MayRunAgain(const absl::Status& error) { return postgres::MayRunAgain(error); }

bool IsOutcomeUnknown(const absl::Status& error) { return postgres::IsOutcomeUnknown(error); }

}  // namespace dateline::store
