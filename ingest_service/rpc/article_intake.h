// From a request to a stored article: validate, read, append.
#ifndef DATELINE_INGEST_SERVICE_RPC_ARTICLE_INTAKE_H_
#define DATELINE_INGEST_SERVICE_RPC_ARTICLE_INTAKE_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "dateline/v1/ingest_service.pb.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/pipeline/pipeline.h"
#include "ingest_service/rpc/article_validation.h"

namespace dateline::ingest_rpc {

// Reads an article, as pipeline::Pipeline::Read does.
using ArticleReader = std::function<absl::StatusOr<pipeline::Reading>(const v1::Article&)>;

using IngestDone = std::function<void(absl::StatusOr<v1::IngestArticleResponse>)>;
using CorrectDone = std::function<void(absl::StatusOr<v1::CorrectArticleResponse>)>;

// Const; thread safety: any thread, many at once. Reading an article takes milliseconds: call it on a worker.
class ArticleIntake {
 public:
  // `log` must outlive it.
  ArticleIntake(ArticleReader reader, fact_log::FactLog& log, const ArticleLimits& limits)
      : reader_(std::move(reader)), log_(log), limits_(limits) {}

  // Stores the request's article as sent by `sender`. `done` is called once: at once when the request is refused, else
  // on the log's thread when the article is durable.
  void Ingest(const v1::IngestArticleRequest& request, const std::string& sender, IngestDone done) const;

  // Stores the request's article as a new revision, or under another status; `done` as for Ingest.
  void Correct(const v1::CorrectArticleRequest& request, const std::string& sender, CorrectDone done) const;

  // Reads the article and stores nothing.
  absl::StatusOr<v1::ExtractFactsResponse> Extract(const v1::ExtractFactsRequest& request) const;

 private:
  absl::StatusOr<pipeline::Reading> Read(const v1::Article& article) const;
  absl::StatusOr<fact_log::ArticleWrite> ReadToWrite(const v1::Article& article, const std::string& sender,
                                                     const std::string& request_id) const;

  const ArticleReader reader_;
  fact_log::FactLog& log_;
  const ArticleLimits limits_;
};

// A request that could not be parsed: the reason is BODY_NOT_UTF8 when it is the article's body that is not UTF-8.
absl::Status ParseError(const absl::Status& parse_status);

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_ARTICLE_INTAKE_H_
