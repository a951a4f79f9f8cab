// The state of both services for people.
#ifndef DATELINE_CLI_STATUS_TEXT_H_
#define DATELINE_CLI_STATUS_TEXT_H_

#include <string>

#include "cli/marked_text.h"
#include "dateline/v1/feed_service.pb.h"
#include "dateline/v1/query_service.pb.h"

namespace dateline::cli {

// How far the feed is.
std::string FeedStatusText(const v1::GetFeedInfoResponse& feed, const TextLayout& layout);

// How far the index is.
std::string IndexStatusText(const v1::GetIndexStatusResponse& index, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_STATUS_TEXT_H_
