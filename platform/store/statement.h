// One run of an SQL statement, on whichever engine keeps the store.
#ifndef DATELINE_PLATFORM_STORE_STATEMENT_H_
#define DATELINE_PLATFORM_STORE_STATEMENT_H_

#include <cstdint>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/postgres/statement.h"
#include "platform/sqlite/statement.h"

namespace dateline::store {

// sqlite::Statement or postgres::Statement; what follows is what both promise. Not thread safe, as its Database, which
// must outlive it.
class Statement {
 public:
  using Driver = std::variant<sqlite::Statement, postgres::Statement>;
  explicit Statement(Driver driver) : driver_(std::move(driver)) {}

  // Sets the next parameter, from left to right. Text and bytes are copied. An error shows when it runs.
  Statement& Bind(int64_t value) {
    std::visit([&](auto& driver) { driver.Bind(value); }, driver_);
    return *this;
  }
  Statement& Bind(absl::string_view text) {
    std::visit([&](auto& driver) { driver.Bind(text); }, driver_);
    return *this;
  }
  Statement& BindBytes(absl::string_view bytes) {
    std::visit([&](auto& driver) { driver.BindBytes(bytes); }, driver_);
    return *this;
  }

  Statement& BindNull() {
    std::visit([&](auto& driver) { driver.BindNull(); }, driver_);
    return *this;
  }

  // True: a row is there to read. False: the statement is done. PostgreSQL brings all rows with the first: what may
  // have many is read in parts.
  absl::StatusOr<bool> Step() {
    return std::visit([](auto& driver) { return driver.Step(); }, driver_);
  }

  // Runs a statement that gives no rows. On PostgreSQL, inside a transaction, it is not waited for: its error may show
  // at a later statement, or at the commit.
  absl::Status Run() {
    return std::visit([](auto& driver) { return driver.Run(); }, driver_);
  }

  // The same for an INSERT, UPDATE or DELETE, waited for; how many rows it touched.
  absl::StatusOr<int64_t> RunCounting() {
    return std::visit([](auto& driver) { return driver.RunCounting(); }, driver_);
  }

  // Column `index`, from 0, of the row; views live until the next Step. REQUIRES: Step returned true.
  int64_t Integer(int index) const {
    return std::visit([&](const auto& driver) { return driver.Integer(index); }, driver_);
  }
  absl::string_view Text(int index) const {
    return std::visit([&](const auto& driver) { return driver.Text(index); }, driver_);
  }
  absl::string_view Bytes(int index) const {
    return std::visit([&](const auto& driver) { return driver.Bytes(index); }, driver_);
  }
  bool IsNull(int index) const {
    return std::visit([&](const auto& driver) { return driver.IsNull(index); }, driver_);
  }

  // Null: of the other engine.
  postgres::Statement* postgres() { return std::get_if<postgres::Statement>(&driver_); }

 private:
  Driver driver_;
};

}  // namespace dateline::store

#endif  // DATELINE_PLATFORM_STORE_STATEMENT_H_
