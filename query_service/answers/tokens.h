// The tokens that callers hand back.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_TOKENS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/query_service.pb.h"
#include "google/protobuf/timestamp.pb.h"

// docs/feed_protocol.md has the layout of revision tokens, docs/query_index.md that of page tokens.
namespace dateline::answers {

// A state of a feed: every change up to `offset` is applied.
struct Revision {
  std::string feed_id;
  int64_t offset = 0;
};

std::string RevisionToken(const Revision& revision);

// INVALID_ARGUMENT (REVISION_TOKEN_INVALID) names `field`.
absl::StatusOr<Revision> ParseRevisionToken(absl::string_view token, absl::string_view field);

// At which state a read is to be answered.
struct ReadPoint {
  enum class Kind { kNewest, kAtLeast, kExactly, kAsOf };
  Kind kind = Kind::kNewest;
  // Of kAtLeast and kExactly.
  Revision revision;
  // Of kAsOf.
  google::protobuf::Timestamp moment;
};

// INVALID_ARGUMENT (REVISION_TOKEN_INVALID).
absl::StatusOr<ReadPoint> ParseConsistency(const v1::Consistency& consistency);

// Where a page walk is.
struct PagePosition {
  Revision revision;
  // The last item of the page before.
  std::string last;
};

// Token of a walk over the answers to `request`: serves only that query, whatever its page size.
std::string PageToken(const v1::ListFactsRequest& request, const PagePosition& position);
std::string PageToken(const v1::SearchFactsRequest& request, const PagePosition& position);
std::string PageToken(const v1::ListCounterpartsRequest& request, const PagePosition& position);
std::string PageToken(const v1::ListEntitiesRequest& request, const PagePosition& position);

// The position of `request.page_token`. REQUIRES: it is not empty. INVALID_ARGUMENT: PAGE_TOKEN_INVALID; FIELD_INVALID
// for a consistency other than the walk's.
absl::StatusOr<PagePosition> ParsePageToken(const v1::ListFactsRequest& request);
absl::StatusOr<PagePosition> ParsePageToken(const v1::SearchFactsRequest& request);
absl::StatusOr<PagePosition> ParsePageToken(const v1::ListCounterpartsRequest& request);
absl::StatusOr<PagePosition> ParsePageToken(const v1::ListEntitiesRequest& request);

// INVALID_ARGUMENT (PAGE_TOKEN_INVALID).
absl::Status InvalidPageToken(absl::string_view description);

// How many items a page has at most.
template <typename Request>
size_t PageSizeOf(const Request& request) {
  constexpr size_t kDefaultPageSize = 50;
  return request.page_size() == 0 ? kDefaultPageSize : static_cast<size_t>(request.page_size());
}

// Where a walk begins or goes on.
struct WalkStart {
  ReadPoint point;
  // Empty: at the beginning.
  std::string last;
};

// Of a request with page_token and consistency. Errors of ParsePageToken and ParseConsistency.
template <typename Request>
absl::StatusOr<WalkStart> FindWalkStart(const Request& request) {
  if (request.page_token().empty()) {
    absl::StatusOr<ReadPoint> point = ParseConsistency(request.consistency());
    if (!point.ok()) return point.status();
    return WalkStart{*std::move(point), ""};
  }
  absl::StatusOr<PagePosition> position = ParsePageToken(request);
  if (!position.ok()) return position.status();
  return WalkStart{{ReadPoint::Kind::kExactly, std::move(position->revision), {}}, std::move(position->last)};
}

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_TOKENS_H_
