#include "cli/status_text.h"

#include "absl/strings/str_cat.h"
#include "cli/table.h"

namespace dateline::cli {

std::string FeedStatusText(const v1::GetFeedInfoResponse& feed, const TextLayout& layout) {
  return absl::StrCat(Bold("ingest", layout), "\n",
                      AlignColumns({{"  feed", feed.feed_id()},
                                    {"  epoch", absl::StrCat(feed.epoch())},
                                    {"  changes", absl::StrCat(feed.head_offset())}}));
}

std::string IndexStatusText(const v1::GetIndexStatusResponse& index, const TextLayout& layout) {
  return absl::StrCat(Bold("query", layout), "\n",
                      AlignColumns({{"  serving", index.serving() ? "yes" : "not yet"},
                                    {"  feed", index.feed_id()},
                                    {"  applied", absl::StrCat(index.applied_offset(), " of ", index.head_offset(),
                                                               " changes, ", index.lag_changes(), " behind")},
                                    {"  articles", absl::StrCat(index.article_count())},
                                    {"  facts", absl::StrCat(index.fact_count())},
                                    {"  entities", absl::StrCat(index.entity_count())}}));
}

}  // namespace dateline::cli
