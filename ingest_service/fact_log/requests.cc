#include "ingest_service/fact_log/requests.h"

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {

namespace {

constexpr RowInsert kInsertRequest{"INSERT INTO ingest_request VALUES (?, ?, ?, ?, ?, ?, ?)",
                                   "TEXT, TEXT, TEXT, BIGINT, BIGINT, BIGINT, BYTEA"};

}  // namespace

void AskRequest(const std::string& request_id, const std::string& digest, store::Database& database,
                store::RoundTrip& trip, KnownRequest& known) {
  if (request_id.empty()) return;
  trip.Ask(PrepareWith(database,
                       "SELECT article, revision, first_offset, last_offset, response, digest FROM ingest_request"
                       " WHERE request_id = ?",
                       {request_id}),
           [&](const store::Statement& row) {
             known.answered = AnsweredRequest{std::string(row.Text(0)), row.Integer(1), row.Integer(2), row.Integer(3),
                                              std::string(row.Bytes(4))};
             if (row.Text(5) != digest) {
               known.refused = Refusal(
                   absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_REQUEST_ID_REUSED,
                   absl::StrCat("request_id ", request_id, " was used with another request; give each its own"));
             }
             return absl::OkStatus();
           });
}

absl::Status RememberRequest(store::Database& database, const std::string& request_id, const std::string& digest,
                             const AnsweredRequest& answered) {
  if (request_id.empty()) return absl::OkStatus();
  return Insert(database, kInsertRequest,
                {request_id, digest, answered.article, answered.revision, answered.first_offset, answered.last_offset,
                 Bytes{answered.response}});
}

}  // namespace dateline::fact_log
