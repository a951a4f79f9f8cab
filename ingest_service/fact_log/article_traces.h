// What the feed may hold of an article, found before an erasure has everybody wait.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_TRACES_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_TRACES_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/fact_log/article_write.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

// As of the moment when they were looked for.
struct ArticleTraces {
  std::set<std::string> entities;                        // that a revision of the article named
  std::vector<int64_t> offsets;                          // of the article's own changes and of those of `entities`
  std::map<std::string, std::vector<int64_t>> mentions;  // of changes that merge others into an entity of them
  int64_t last_offset = 0;                               // of the feed, as far as it was read
  uint32_t last_chain_crc = 0;                           // of the change there
};

// Reads the whole feed, unless the order will be refused: nothing of the article is stored, or under another etag. In a
// transaction or not: appends meanwhile do no harm. UNAVAILABLE (SHUTTING_DOWN): `ending` was set before the end.
absl::StatusOr<ArticleTraces> FindTraces(const PurgeOrder& order, store::Database& database,
                                         const std::atomic<bool>& ending);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_TRACES_H_
