#include "ingest_service/fact_log/article_traces.h"

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/stored_article.h"
#include "platform/errors/errors.h"

namespace dateline::fact_log {
namespace {

absl::Status ShuttingDown() {
  return errors::WithRetryDelay(Refusal(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN,
                                        "the service ends; nothing was erased yet, so send the order again"),
                                absl::Seconds(1));
}

absl::Status AddMentions(const store::Statement& change, ArticleTraces& traces) {
  const absl::StatusOr<v1::Change> parsed = ParseChange(change.Bytes(3));
  if (!parsed.ok()) return parsed.status();
  for (const std::string& entity :
       {parsed->entity_changed().entity().merged_into(), parsed->entity_merged().entity().merged_into(),
        parsed->entity_merged().formerly_merged_into()}) {
    if (traces.entities.contains(entity)) traces.mentions[entity].push_back(change.Integer(0));
  }
  return absl::OkStatus();
}

absl::Status AddTrace(const std::string& article, const store::Statement& change, ArticleTraces& traces) {
  const int64_t offset = change.Integer(0);
  const absl::string_view key = change.Text(2);
  traces.last_offset = offset;
  traces.last_chain_crc = static_cast<uint32_t>(change.Integer(4));
  const bool is_own = key == article || absl::StartsWith(key, FirstFactName(article));
  if (is_own || traces.entities.contains(std::string(key))) {
    traces.offsets.push_back(offset);
    return absl::OkStatus();
  }
  return IsOfEntity(change.Integer(1)) ? AddMentions(change, traces) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<ArticleTraces> FindTraces(const PurgeOrder& order, store::Database& database,
                                         const std::atomic<bool>& ending) {
  ArticleTraces traces;
  const absl::StatusOr<std::optional<StoredRevision>> revision = FindRevision(database, order.name);
  if (!revision.ok()) return revision.status();
  if (!revision->has_value()) return traces;
  if (!order.etag.empty() && order.etag != (*revision)->article.etag()) return traces;
  const absl::Status named = ForEachRow(database, "SELECT DISTINCT entity FROM entity_source WHERE article = ?",
                                        {order.name}, [&](const store::Statement& row) {
                                          traces.entities.emplace(row.Text(0));
                                          return absl::OkStatus();
                                        });
  if (!named.ok()) return named;
  const absl::Status read = ForEachChange(database, 0, [&](const store::Statement& row) {
    return ending ? ShuttingDown() : AddTrace(order.name, row, traces);
  });
  if (!read.ok()) return read;
  return traces;
}

}  // namespace dateline::fact_log
