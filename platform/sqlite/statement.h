// One run of an SQL statement.
#ifndef DATELINE_PLATFORM_SQLITE_STATEMENT_H_
#define DATELINE_PLATFORM_SQLITE_STATEMENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct sqlite3_stmt;

namespace dateline::sqlite {

struct StatementCloser {
  void operator()(sqlite3_stmt* statement) const;
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, StatementCloser>;

// Prepared statements of one SQL text that nobody runs now.
using IdleStatements = std::vector<StatementHandle>;

// A prepared statement, lent by its Database; returns there when it is destroyed. Not thread safe, as its Database.
class Statement {
 public:
  // Lends `handle`; gives it back to `*home`, which must outlive it.
  Statement(StatementHandle handle, IdleStatements* home);
  ~Statement();
  Statement(Statement&&) = default;
  Statement& operator=(Statement&&) = delete;

  // Sets the next parameter, from left to right. Text and bytes are copied. An error shows at Step.
  Statement& Bind(int64_t value);
  Statement& Bind(absl::string_view text);
  Statement& BindBytes(absl::string_view bytes);
  Statement& BindNull();

  // True: a row is there to read. False: the statement is done.
  absl::StatusOr<bool> Step();

  // Runs a statement that gives no rows.
  absl::Status Run();

  // The same for an INSERT, UPDATE or DELETE; how many rows it touched.
  absl::StatusOr<int64_t> RunCounting();

  // Column `index`, from 0, of the row; views live until the next Step. REQUIRES: Step returned true.
  int64_t Integer(int index) const;
  absl::string_view Text(int index) const;
  absl::string_view Bytes(int index) const;
  bool IsNull(int index) const;

 private:
  void Note(int code);
  std::string Action() const;

  StatementHandle handle_;
  IdleStatements* home_;
  int bound_ = 0;
  int bind_error_ = 0;  // the first error of a Bind; 0: none
};

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_STATEMENT_H_
