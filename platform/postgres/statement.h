// One run of an SQL statement.
#ifndef DATELINE_PLATFORM_POSTGRES_STATEMENT_H_
#define DATELINE_PLATFORM_POSTGRES_STATEMENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/postgres/connection.h"

namespace dateline::postgres {

class Database;

// A statement that a Database has prepared, or will when it runs first.
struct PreparedStatement {
  std::string sql;                                // with $1, $2, ...
  std::string types;                              // of an INSERT for many rows (ManyRowsSql); else empty
  std::string name;                               // on the server; empty: not prepared on this connection
  std::vector<std::vector<Parameter>> rows = {};  // to be queued
};

// Lent by its Database, which must outlive it; not thread safe, as it. The types of parameters are those of the columns
// they meet: an integer meets BIGINT, text and bytes meet TEXT or BYTEA.
class Statement {
 public:
  Statement(Database* database, PreparedStatement* prepared) : database_(database), prepared_(prepared) {}
  Statement(Statement&&) = default;
  Statement& operator=(Statement&&) = delete;

  // Sets the next parameter, from left to right.
  Statement& Bind(int64_t value);
  Statement& Bind(absl::string_view text);
  Statement& BindBytes(absl::string_view bytes);
  Statement& BindNull();

  // True: a row is there to read. False: the statement is done. The first Step runs it and brings all rows.
  absl::StatusOr<bool> Step();

  // Runs a statement that gives no rows. Inside a transaction it is sent, and not waited for: an error of it may show
  // only at a later statement or at the commit, which then fails.
  absl::Status Run();

  // The same for an INSERT, UPDATE or DELETE, waited for; how many rows it touched.
  absl::StatusOr<int64_t> RunCounting();

  // Column `index`, from 0, of the row; views live until the statement is destroyed. An integer is of any of its types,
  // or a boolean. REQUIRES: Step returned true.
  int64_t Integer(int index) const;
  absl::string_view Text(int index) const { return Bytes(index); }
  absl::string_view Bytes(int index) const;
  bool IsNull(int index) const;

 private:
  friend class Database;

  Database* database_;
  PreparedStatement* prepared_;
  std::vector<Parameter> parameters_;
  Result rows_;  // null: not run
  int row_ = -1;
};

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_STATEMENT_H_
