#include "ingest_service/rpc/article_changes.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/time_util.h>

#include "ingest_service/rpc/article_validation.h"
#include "platform/encoding/sha256.h"

namespace dateline::ingest_rpc {
namespace {

// The first of `statuses` that is an error.
absl::Status FirstError(std::initializer_list<absl::Status> statuses) {
  for (const absl::Status& status : statuses) {
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

void RetractStoredArticle(fact_log::FactLog& log, const v1::RetractArticleRequest& request, const std::string& sender,
                          std::function<void(absl::StatusOr<v1::RetractArticleResponse>)> done) {
  const absl::Status valid =
      FirstError({ValidateArticleName(request.name(), "name"), ValidateRequestId(request.request_id()),
                  ValidateEtag(request.etag()), ValidateReason(request.reason())});
  if (!valid.ok()) return done(valid);
  fact_log::Withdrawal withdrawal{.name = request.name(), .etag = request.etag(), .reason = request.reason()};
  withdrawal.provenance = ProvenanceOf(sender, request.request_id());
  withdrawal.request_id = request.request_id();
  withdrawal.request_digest = DigestOf(request);
  log.Retract(std::move(withdrawal),
              [feed_id = log.Head().feed_id, done = std::move(done)](absl::StatusOr<fact_log::ChangedArticle> changed) {
                if (!changed.ok()) return done(changed.status());
                done(ChangeResponse<v1::RetractArticleResponse>(*std::move(changed), feed_id));
              });
}

void PurgeStoredArticle(fact_log::FactLog& log, const v1::PurgeArticleRequest& request, const std::string& sender,
                        std::function<void(absl::StatusOr<v1::PurgeArticleResponse>)> done) {
  const absl::Status valid = FirstError(
      {ValidateArticleName(request.name(), "name"), ValidateEtag(request.etag()), ValidateReason(request.reason())});
  if (!valid.ok()) return done(valid);
  fact_log::PurgeOrder order{.name = request.name(), .etag = request.etag(), .reason = request.reason()};
  order.provenance = ProvenanceOf(sender, "");
  log.Purge(std::move(order),
            [feed_id = log.Head().feed_id, done = std::move(done)](absl::StatusOr<fact_log::PurgedArticle> purged) {
              if (!purged.ok()) return done(purged.status());
              v1::PurgeArticleResponse response;
              *response.mutable_receipt() = std::move(purged->receipt);
              response.set_revision_token(feed::EncodeRevisionToken(feed_id, purged->epoch, purged->offset));
              done(std::move(response));
            });
}

absl::StatusOr<v1::GetPurgeReceiptResponse> GetStoredReceipt(fact_log::LogReader& reader,
                                                             const v1::GetPurgeReceiptRequest& request,
                                                             absl::Duration consumer_lease) {
  const absl::Status valid = ValidateArticleName(request.name(), "name");
  if (!valid.ok()) return valid;
  absl::StatusOr<v1::PurgeReceipt> receipt = reader.ReadPurgeReceipt(request.name(), absl::Now() - consumer_lease);
  if (!receipt.ok()) return receipt.status();
  v1::GetPurgeReceiptResponse response;
  *response.mutable_receipt() = *std::move(receipt);
  return response;
}

std::string DigestOf(const google::protobuf::Message& message) {
  const bool is_article = message.GetDescriptor() == v1::Article::descriptor();
  std::string bytes = is_article ? "" : message.GetDescriptor()->full_name();
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream output(&stream);
    output.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&output);
  }
  return encoding::Sha256Hex(bytes);
}

v1::Provenance ProvenanceOf(const std::string& sender, const std::string& request_id) {
  v1::Provenance provenance;
  provenance.set_sender(sender);
  *provenance.mutable_receive_time() = google::protobuf::util::TimeUtil::GetCurrentTime();
  provenance.set_request_id(request_id);
  return provenance;
}

}  // namespace dateline::ingest_rpc
