// The state of both services for people.
#ifndef DATELINE_CLI_STATUS_TEXT_H_
#define DATELINE_CLI_STATUS_TEXT_H_

#include <string>
#include <vector>

#include "cli/checksum_comparison.h"
#include "cli/marked_text.h"
#include "dateline/v1/feed_service.pb.h"

namespace dateline::cli {

// How far the feed is, and who follows it.
std::string FeedStatusText(const v1::GetFeedInfoResponse& feed, const TextLayout& layout);

// How far an index is.
std::string IndexStatusText(const IndexAt& index, const TextLayout& layout);

// Whether several indexes hold the same; empty when there is only one.
std::string ComparisonText(const std::vector<IndexAt>& indexes, const ChecksumComparison& comparison);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_STATUS_TEXT_H_
