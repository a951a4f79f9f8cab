// The tokens that callers hand back.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_TOKENS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_TOKENS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/query_service.pb.h"

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
  enum class Kind { kNewest, kAtLeast, kExactly };
  Kind kind = Kind::kNewest;
  // Unset for kNewest.
  Revision revision;
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
std::string PageToken(const v1::ListEntitiesRequest& request, const PagePosition& position);

// The position of `request.page_token`. REQUIRES: it is not empty. INVALID_ARGUMENT: PAGE_TOKEN_INVALID; FIELD_INVALID
// for a consistency other than the walk's.
absl::StatusOr<PagePosition> ParsePageToken(const v1::ListFactsRequest& request);
absl::StatusOr<PagePosition> ParsePageToken(const v1::ListEntitiesRequest& request);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_TOKENS_H_
