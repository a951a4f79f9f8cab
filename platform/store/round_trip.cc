#include "platform/store/round_trip.h"

namespace dateline::store {

absl::Status TakeRows(Statement& statement, const TakeRow& take) {
  while (true) {
    const absl::StatusOr<bool> row = statement.Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    if (absl::Status taken = take(statement); !taken.ok()) return taken;
  }
}

void RoundTrip::Ask(absl::StatusOr<Statement> statement, TakeRow take) {
  if (!status_.ok()) return;
  if (!statement.ok()) {
    status_ = statement.status();
  } else if (database_.postgres() == nullptr) {
    status_ = TakeRows(*statement, take);
  } else {
    asked_.emplace_back(*std::move(statement), std::move(take));
  }
}

absl::Status RoundTrip::Run() {
  if (!status_.ok() || asked_.empty()) return status_;
  std::vector<postgres::Statement*> statements;
  for (auto& [statement, take] : asked_) statements.push_back(statement.postgres());
  if (absl::Status run = database_.postgres()->RunTogether(statements); !run.ok()) return run;
  for (auto& [statement, take] : asked_) {
    if (absl::Status taken = TakeRows(statement, take); !taken.ok()) return taken;
  }
  asked_.clear();
  return absl::OkStatus();
}

}  // namespace dateline::store
