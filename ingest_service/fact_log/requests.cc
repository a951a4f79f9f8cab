#include "ingest_service/fact_log/requests.h"

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {

absl::StatusOr<std::optional<AnsweredRequest>> FindRequest(store::Database& database, const std::string& request_id,
                                                           const std::string& digest, absl::Status& refused) {
  std::optional<AnsweredRequest> answered;
  if (request_id.empty()) return answered;
  const absl::Status read = ForEachRow(
      database,
      "SELECT article, revision, first_offset, last_offset, response, digest FROM ingest_request WHERE request_id = ?",
      {request_id}, [&](const store::Statement& row) {
        answered = AnsweredRequest{std::string(row.Text(0)), row.Integer(1), row.Integer(2), row.Integer(3),
                                   std::string(row.Bytes(4))};
        if (row.Text(5) != digest) {
          refused =
              Refusal(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_REQUEST_ID_REUSED,
                      absl::StrCat("request_id ", request_id, " was used with another request; give each its own"));
        }
        return absl::OkStatus();
      });
  if (!read.ok()) return read;
  return answered;
}

absl::Status RememberRequest(store::Database& database, const std::string& request_id, const std::string& digest,
                             const AnsweredRequest& answered) {
  if (request_id.empty()) return absl::OkStatus();
  return Run(database, "INSERT INTO ingest_request VALUES (?, ?, ?, ?, ?, ?, ?)",
             {request_id, digest, answered.article, answered.revision, answered.first_offset, answered.last_offset,
              Bytes{answered.response}});
}

}  // namespace dateline::fact_log
