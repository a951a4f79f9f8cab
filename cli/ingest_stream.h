// Articles -> the ingest service, over one StreamIngest call.
#ifndef DATELINE_CLI_INGEST_STREAM_H_
#define DATELINE_CLI_INGEST_STREAM_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/article_source.h"
#include "cli/service_client.h"
#include "dateline/v1/ingest_service.pb.h"

namespace dateline::cli {

// What became of one article.
struct IngestOutcome {
  std::string origin;  // as in SourcedArticle
  int64_t size_bytes = 0;
  absl::StatusOr<v1::IngestArticleResponse> result;  // an error: why the article is not stored
};

// An id that follows from the article alone, so that sending it again is harmless: 32 hexadecimal digits of a SHA-256.
std::string RequestIdOf(const v1::Article& article);

// Sends every article of `source`, with at most `max_in_flight` unanswered, and hands each outcome to `report` on the
// calling thread, in the order of the source. An error: the call itself broke; the articles without an outcome may or
// may not be stored, and sending them again is safe.
absl::Status IngestAll(ArticleSource& source, const ServiceTarget& target, int max_in_flight,
                       const std::function<void(const IngestOutcome&)>& report);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_INGEST_STREAM_H_
