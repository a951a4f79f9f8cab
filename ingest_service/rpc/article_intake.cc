#include "ingest_service/rpc/article_intake.h"

#include <utility>

#include "dateline/v1/error_reason.pb.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/feed/cursor.h"
#include "ingest_service/rpc/article_changes.h"
#include "platform/errors/errors.h"

namespace dateline::ingest_rpc {
namespace {

// Without the fields that only the service sets.
v1::Article WithoutServiceFields(v1::Article article) {
  article.clear_revision();
  article.clear_sha256();
  article.clear_text_sketch();
  article.clear_provenance();
  article.clear_etag();
  article.clear_reason();
  if (article.status() != v1::ARTICLE_STATUS_WITHHELD) article.clear_status();
  return article;
}

v1::IngestArticleResponse ResponseOf(fact_log::StoredArticle stored, const std::string& feed_id) {
  v1::IngestArticleResponse response;
  *response.mutable_article() = std::move(stored.article);
  response.mutable_facts()->Add(std::make_move_iterator(stored.facts.begin()),
                                std::make_move_iterator(stored.facts.end()));
  response.set_revision_token(feed::EncodeRevisionToken(feed_id, stored.epoch, stored.last_offset));
  return response;
}

}  // namespace

void ArticleIntake::Ingest(const v1::IngestArticleRequest& request, const std::string& sender, IngestDone done) const {
  auto write = ReadToWrite(request.article(), sender, request.request_id());
  if (!write.ok()) return done(write.status());
  write->request_digest = DigestOf(WithoutServiceFields(request.article()));
  const std::string feed_id = log_.Head().feed_id;
  log_.Append(*std::move(write), [feed_id, done = std::move(done)](absl::StatusOr<fact_log::StoredArticle> stored) {
    if (!stored.ok()) return done(stored.status());
    done(ResponseOf(*std::move(stored), feed_id));
  });
}

void ArticleIntake::Correct(const v1::CorrectArticleRequest& request, const std::string& sender,
                            CorrectDone done) const {
  for (const absl::Status& valid : {ValidateArticleName(request.article().name(), "article.name"),
                                    ValidateEtag(request.etag()), ValidateReason(request.reason())}) {
    if (!valid.ok()) return done(valid);
  }
  auto write = ReadToWrite(request.article(), sender, request.request_id());
  if (!write.ok()) return done(write.status());
  v1::CorrectArticleRequest content = request;
  *content.mutable_article() = WithoutServiceFields(request.article());
  write->request_digest = DigestOf(content);
  write->etag = request.etag();
  write->article.set_reason(request.reason());
  const std::string feed_id = log_.Head().feed_id;
  log_.Correct(*std::move(write), [feed_id, done = std::move(done)](absl::StatusOr<fact_log::ChangedArticle> changed) {
    if (!changed.ok()) return done(changed.status());
    done(ChangeResponse<v1::CorrectArticleResponse>(*std::move(changed), feed_id));
  });
}

absl::StatusOr<fact_log::ArticleWrite> ArticleIntake::ReadToWrite(const v1::Article& article, const std::string& sender,
                                                                  const std::string& request_id) const {
  const absl::Status valid = ValidateRequestId(request_id);
  if (!valid.ok()) return valid;
  absl::StatusOr<pipeline::Reading> reading = Read(article);
  if (!reading.ok()) return reading.status();
  fact_log::ArticleWrite write;
  write.article = std::move(reading->article);
  *write.article.mutable_provenance() = ProvenanceOf(sender, request_id);
  write.facts = std::move(reading->facts);
  write.entities = std::move(reading->entities);
  write.request_id = request_id;
  return write;
}

absl::StatusOr<v1::ExtractFactsResponse> ArticleIntake::Extract(const v1::ExtractFactsRequest& request) const {
  absl::StatusOr<pipeline::Reading> reading = Read(request.article());
  if (!reading.ok()) return reading.status();
  v1::ExtractFactsResponse response;
  *response.mutable_article() = std::move(reading->article);
  response.mutable_article()->clear_body();
  response.mutable_facts()->Add(std::make_move_iterator(reading->facts.begin()),
                                std::make_move_iterator(reading->facts.end()));
  return response;
}

absl::StatusOr<pipeline::Reading> ArticleIntake::Read(const v1::Article& article) const {
  const absl::Status valid = ValidateArticle(article, limits_);
  if (!valid.ok()) return valid;
  absl::StatusOr<pipeline::Reading> reading = reader_(WithoutServiceFields(article));
  if (reading.ok() || !errors::Reason(reading.status()).empty()) return reading;
  if (!absl::IsInvalidArgument(reading.status())) return reading;
  // Not UTF-8 was refused before: what the reader still refuses holds no text.
  return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_BODY_EMPTY), "article.body",
                            reading.status().message());
}

absl::Status ParseError(const absl::Status& parse_status) {
  if (errors::InvalidField(parse_status) != "article.body") return parse_status;
  return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_BODY_NOT_UTF8), "article.body",
                            "not UTF-8 at byte " + errors::Metadata(parse_status, "byte"),
                            {{"byte", errors::Metadata(parse_status, "byte")}});
}

}  // namespace dateline::ingest_rpc
