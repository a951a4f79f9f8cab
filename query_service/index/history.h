// What the tables remember of how articles and facts came and went.
#ifndef DATELINE_QUERY_SERVICE_INDEX_HISTORY_H_
#define DATELINE_QUERY_SERVICE_INDEX_HISTORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"
#include "platform/store/database.h"

namespace dateline::index {

// How the version of a fact ended.
struct FactEnd {
  int64_t recorded_to = 0;
  // The last state at which it held and no change of the transaction that ended it was made, as far as is known.
  int64_t last_whole_state = 0;
  int64_t commit_nanoseconds = 0;
  v1::RetractionCause cause = v1::RETRACTION_CAUSE_UNSPECIFIED;
  std::string reason;
  // Resource name of the fact, of the same article, that was recorded then; empty: none was.
  std::string successor;
};

// The version of a fact.
struct FactVersion {
  int64_t recorded_from = 0;
  int64_t commit_nanoseconds = 0;
  v1::FactChangeKind change_kind = v1::FACT_CHANGE_KIND_UNSPECIFIED;
  int32_t article_revision = 0;
  // Unset: it held at the state that was asked for.
  std::optional<FactEnd> end;
};

// The article as it was at `at`, without its body; nothing: there was none. DATA_LOSS: it cannot be read.
absl::StatusOr<std::optional<v1::Article>> FindArticle(store::Database& database, absl::string_view name, int64_t at);

// The versions of the fact up to `at`, in the order in which they were recorded. In proportion to the facts of its
// article. DATA_LOSS: one cannot be read.
absl::StatusOr<std::vector<FactVersion>> ReadFactVersions(store::Database& database, absl::string_view fact,
                                                          int64_t at);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_HISTORY_H_
