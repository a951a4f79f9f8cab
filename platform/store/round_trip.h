// Statements that go to the store together.
#ifndef DATELINE_PLATFORM_STORE_ROUND_TRIP_H_
#define DATELINE_PLATFORM_STORE_ROUND_TRIP_H_

#include <functional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/store/database.h"
#include "platform/store/statement.h"

namespace dateline::store {

// An error ends the reading and is returned.
using TakeRow = std::function<absl::Status(const Statement& row)>;

// Calls `take` with each row that `statement` gives.
absl::Status TakeRows(Statement& statement, const TakeRow& take);

// Statements of which none needs what another gives: PostgreSQL gets them all at once, and one wait is that of all.
// SQLite, which has no trips to save, runs each when it is asked: nothing is written between the first and Run. Not
// thread safe, as its Database, which must outlive it.
class RoundTrip {
 public:
  explicit RoundTrip(Database& database) : database_(database) {}

  // `take` is called with each row of the statement, at the latest when Run comes to it.
  void Ask(absl::StatusOr<Statement> statement, TakeRow take);

  // What was asked, in its order, once. The first error of a statement or a `take`; nothing behind it is taken.
  absl::Status Run();

 private:
  Database& database_;
  absl::Status status_;
  std::vector<std::pair<Statement, TakeRow>> asked_;
};

}  // namespace dateline::store

#endif  // DATELINE_PLATFORM_STORE_ROUND_TRIP_H_
