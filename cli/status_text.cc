#include "cli/status_text.h"

#include <array>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "cli/table.h"

namespace dateline::cli {
namespace {

std::string TimeText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(time.seconds()), absl::UTCTimeZone());
}

std::string BytesText(int64_t bytes) {
  constexpr std::array<absl::string_view, 4> kUnits = {"kB", "MB", "GB", "TB"};
  if (bytes < 1000) return absl::StrCat(bytes, " bytes");
  double size = static_cast<double>(bytes) / 1000;
  size_t unit = 0;
  for (; size >= 1000 && unit + 1 < kUnits.size(); ++unit) size /= 1000;
  return absl::StrFormat("%.1f %s", size, kUnits[unit]);
}

std::string LagText(const v1::GetIndexStatusResponse& index) {
  if (!index.has_lag()) return "";
  const double seconds = static_cast<double>(index.lag().seconds()) + static_cast<double>(index.lag().nanos()) / 1e9;
  return absl::StrFormat(", %.1f s old", seconds);
}

std::string ReadableText(const v1::GetIndexStatusResponse& index) {
  return index.earliest_offset() == 0 ? "nothing yet" : absl::StrCat("from change ", index.earliest_offset(), " on");
}

std::string OrDash(const std::string& text) { return text.empty() ? "-" : text; }

}  // namespace

std::string FeedStatusText(const v1::GetFeedInfoResponse& feed, const TextLayout& layout) {
  std::vector<std::vector<std::string>> rows = {
      {"  feed", feed.feed_id()},
      {"  epoch", absl::StrCat(feed.epoch())},
      {"  changes", absl::StrCat(feed.head_offset(), ", kept from ", feed.earliest_offset(), " on")},
      {"  newest", feed.has_head_commit_time() ? TimeText(feed.head_commit_time()) : "-"},
      {"  size", BytesText(feed.store_bytes())},
  };
  for (const v1::FeedConsumer& consumer : feed.consumers()) {
    rows.push_back({"  consumer", absl::StrCat(consumer.consumer(), " has ", consumer.acknowledged_offset(), ", ",
                                               feed.head_offset() - consumer.acknowledged_offset(),
                                               " behind; lease until ", TimeText(consumer.lease_expire_time()))});
  }
  return absl::StrCat(Bold("ingest", layout), "\n", AlignColumns(rows));
}

std::string IndexStatusText(const IndexAt& index, const TextLayout& layout) {
  const v1::GetIndexStatusResponse& status = index.status;
  return absl::StrCat(
      Bold(absl::StrCat("query ", index.address), layout), "\n",
      AlignColumns({{"  serving", status.serving() ? "yes" : "not yet"},
                    {"  feed", OrDash(status.feed_id())},
                    {"  applied", absl::StrCat(status.applied_offset(), " of ", status.head_offset(), " changes, ",
                                               status.lag_changes(), " behind", LagText(status))},
                    {"  readable", ReadableText(status)},
                    {"  checksum", OrDash(status.content_checksum())},
                    {"  size", BytesText(status.store_bytes())},
                    {"  articles", absl::StrCat(status.article_count())},
                    {"  facts", absl::StrCat(status.fact_count())},
                    {"  entities", absl::StrCat(status.entity_count())}}));
}

std::string ComparisonText(const std::vector<IndexAt>& indexes, const ChecksumComparison& comparison) {
  if (indexes.size() < 2) return "";
  if (!comparison.difference.empty()) return comparison.difference + "\n";
  const int compared = comparison.compared;
  const int others = static_cast<int>(indexes.size()) - compared;
  if (compared == 0) return "no two indexes are at the same change: nothing to compare\n";
  return absl::StrCat(compared, " indexes hold the same",
                      others == 0 ? "" : absl::StrCat("; ", others, " at other changes cannot be compared"), "\n");
}

}  // namespace dateline::cli
