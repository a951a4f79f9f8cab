// Reading an article with its facts.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_STORED_ARTICLE_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_STORED_ARTICLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/fact_log/article_write.h"
#include "platform/store/database.h"
#include "platform/store/round_trip.h"

namespace dateline::fact_log {

// The last revision of an article.
struct StoredRevision {
  v1::Article article;      // with its etag, without its body
  int64_t feed_offset = 0;  // of the change that last wrote it
  int64_t epoch = 0;        // of the feed when the revision was written
  int64_t last_offset = 0;  // of the last change of what it says
};

// The article of a serialized ARTICLE_ADDED or ARTICLE_STATUS_CHANGED, with the etag that it has by the change's
// offset. DATA_LOSS: it cannot be read.
absl::StatusOr<v1::Article> ParseArticle(absl::string_view payload, int64_t offset);

// The fact as it is after a serialized FACT_ADDED, FACT_CONFIRMED or FACT_SUPERSEDED. DATA_LOSS: it cannot be read.
absl::StatusOr<v1::Fact> ParseFact(absl::string_view payload);

// Of an article in a revision that was last written at `offset`.
std::string EtagOf(int64_t revision, int64_t offset);

// Nothing: no article of this name is stored.
absl::StatusOr<std::optional<StoredRevision>> FindRevision(store::Database& database, absl::string_view name);

// The same in `revision` when `trip` has run. All must live until then.
void AskRevision(absl::string_view name, store::Database& database, store::RoundTrip& trip,
                 std::optional<StoredRevision>& revision);

// The facts of the article that live, in its order.
absl::StatusOr<std::vector<v1::Fact>> LoadFacts(store::Database& database, absl::string_view article);

// The article as the changes from `first_offset` to `last_offset` made it; nothing: the log does not hold them all any
// more. REQUIRES: they ingested it.
absl::StatusOr<std::optional<StoredArticle>> LoadIngested(store::Database& database, int64_t first_offset,
                                                          int64_t last_offset);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_STORED_ARTICLE_H_
