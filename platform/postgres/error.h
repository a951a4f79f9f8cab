// What PostgreSQL and libpq report -> absl::Status with a reason.
#ifndef DATELINE_PLATFORM_POSTGRES_ERROR_H_
#define DATELINE_PLATFORM_POSTGRES_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::postgres {

// SQLSTATEs that this folder gives to what no server has said.
inline constexpr char kConnectionLost[] = "08006";  // before the transaction was to be committed: nothing is written
inline constexpr char kOutcomeUnknown[] = "08007";  // while it was committed

// The error of that SQLSTATE (postgresql.org/docs/15/errcodes-appendix.html) of a statement that was to do `action`.
// `message` is the server's own, without the details, which would show what is stored. RESOURCE_EXHAUSTED (STORE_FULL),
// UNAVAILABLE (STORE_UNAVAILABLE), both with a retry delay; DATA_LOSS (STORE_DAMAGED); FAILED_PRECONDITION: the role
// may not do this, or there is no such table; else INTERNAL.
absl::Status ErrorFromSqlState(absl::string_view sqlstate, absl::string_view message, absl::string_view action);

// The connection was lost while a transaction was committed: `message` says how.
absl::Status OutcomeUnknown(absl::string_view message);

// That of an error of this folder; empty: none.
std::string SqlStateOf(const absl::Status& error);

// Nothing was written, and the same transaction may succeed at once: it was in another's way, or its connection was
// lost.
bool MayRunAgain(const absl::Status& error);

// Nobody knows whether the transaction was committed.
bool IsOutcomeUnknown(const absl::Status& error);

// After an error of that SQLSTATE the connection is of no use any more: the server ends it, or writes no longer.
bool EndsConnection(absl::string_view sqlstate);

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_ERROR_H_
