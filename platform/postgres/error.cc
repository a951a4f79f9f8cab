#include "platform/postgres/error.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "platform/errors/errors.h"
#include "platform/errors/store_reasons.h"

namespace dateline::postgres {
namespace {

constexpr absl::Duration kRetryDelay = absl::Seconds(1);
constexpr char kMetadataKey[] = "sqlstate";

// A serialization failure, a deadlock.
bool IsConflict(absl::string_view sqlstate) { return sqlstate == "40001" || sqlstate == "40P01"; }

// What may pass without anybody's doing: the connection, the server's shutdown or start, a limit of its resources, a
// timeout of a statement or a lock, a server that became a standby.
bool MayPass(absl::string_view sqlstate) {
  for (const absl::string_view kind : {"08", "40", "53", "57", "58"}) {
    if (absl::StartsWith(sqlstate, kind)) return true;
  }
  return sqlstate == "55P03" || sqlstate == "25P03" || sqlstate == "25006";
}

absl::Status WithState(absl::StatusCode code, absl::string_view reason, absl::string_view message,
                       absl::string_view sqlstate) {
  return errors::Error(code, reason, message, {{kMetadataKey, std::string(sqlstate)}});
}

}  // namespace

absl::Status ErrorFromSqlState(absl::string_view sqlstate, absl::string_view message, absl::string_view action) {
  const std::string text = absl::StrCat("cannot ", action, ": ", message);
  if (sqlstate == "53100") {
    return errors::WithRetryDelay(WithState(absl::StatusCode::kResourceExhausted, errors::kStoreFull,
                                            absl::StrCat(text, "; free some space on the database server"), sqlstate),
                                  kRetryDelay);
  }
  if (MayPass(sqlstate)) {
    return errors::WithRetryDelay(WithState(absl::StatusCode::kUnavailable, errors::kStoreUnavailable,
                                            absl::StrCat(text, "; try again"), sqlstate),
                                  kRetryDelay);
  }
  if (sqlstate == "XX001" || sqlstate == "XX002") {
    return WithState(absl::StatusCode::kDataLoss, errors::kStoreDamaged,
                     absl::StrCat(text, "; restore the database from a backup"), sqlstate);
  }
  if (sqlstate == "42501") {
    return WithState(absl::StatusCode::kFailedPrecondition, "", absl::StrCat(text, "; grant it to the role"), sqlstate);
  }
  if (sqlstate == "42P01") {
    return WithState(absl::StatusCode::kFailedPrecondition, "", absl::StrCat(text, "; make the tables with --migrate"),
                     sqlstate);
  }
  return WithState(absl::StatusCode::kInternal, "", text, sqlstate);
}

absl::Status OutcomeUnknown(absl::string_view message) {
  return errors::WithRetryDelay(
      WithState(absl::StatusCode::kUnavailable, errors::kStoreUnavailable,
                absl::StrCat("it may be stored or not (", message, "); send it again with the same request_id"),
                kOutcomeUnknown),
      kRetryDelay);
}

std::string SqlStateOf(const absl::Status& error) { return errors::Metadata(error, kMetadataKey); }

bool MayRunAgain(const absl::Status& error) {
  const std::string sqlstate = SqlStateOf(error);
  return IsConflict(sqlstate) || (EndsConnection(sqlstate) && sqlstate != kOutcomeUnknown);
}

bool IsOutcomeUnknown(const absl::Status& error) { return SqlStateOf(error) == kOutcomeUnknown; }

bool EndsConnection(absl::string_view sqlstate) {
  return absl::StartsWith(sqlstate, "08") || absl::StartsWith(sqlstate, "57P") || sqlstate == "25P03" ||
         sqlstate == "25006";
}

}  // namespace dateline::postgres
