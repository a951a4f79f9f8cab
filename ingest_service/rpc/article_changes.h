// Changes of stored articles as callers ask for them.
#ifndef DATELINE_INGEST_SERVICE_RPC_ARTICLE_CHANGES_H_
#define DATELINE_INGEST_SERVICE_RPC_ARTICLE_CHANGES_H_

#include <functional>
#include <iterator>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/ingest_service.pb.h"
#include "google/protobuf/message.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/feed/cursor.h"

namespace dateline::ingest_rpc {

// `done` is called once: at once when the request is refused, else on a thread of the log's.
void RetractStoredArticle(fact_log::FactLog& log, const v1::RetractArticleRequest& request, const std::string& sender,
                          std::function<void(absl::StatusOr<v1::RetractArticleResponse>)> done);
void PurgeStoredArticle(fact_log::FactLog& log, const v1::PurgeArticleRequest& request, const std::string& sender,
                        std::function<void(absl::StatusOr<v1::PurgeArticleResponse>)> done);

// Consumers that were silent for longer than `consumer_lease` are not waited for.
absl::StatusOr<v1::GetPurgeReceiptResponse> GetStoredReceipt(fact_log::LogReader& reader,
                                                             const v1::GetPurgeReceiptRequest& request,
                                                             absl::Duration consumer_lease);

// SHA-256 of the message's name and of its deterministic bytes: tells requests of one id apart. Of an Article it is
// that of the bytes alone.
std::string DigestOf(const google::protobuf::Message& message);

// That `sender` sends now.
v1::Provenance ProvenanceOf(const std::string& sender, const std::string& request_id);

// Response: with an article, changes and a revision token.
template <class Response>
Response ChangeResponse(fact_log::ChangedArticle changed, const std::string& feed_id) {
  Response response;
  *response.mutable_article() = std::move(changed.article);
  response.mutable_changes()->Add(std::make_move_iterator(changed.changes.begin()),
                                  std::make_move_iterator(changed.changes.end()));
  response.set_revision_token(feed::EncodeRevisionToken(feed_id, changed.epoch, changed.last_offset));
  return response;
}

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_ARTICLE_CHANGES_H_
