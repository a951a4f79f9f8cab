// Proof that the changes received follow the ones taken before: nothing missing, nothing twice, nothing altered.
#ifndef DATELINE_QUERY_SERVICE_FEED_CLIENT_VERIFICATION_H_
#define DATELINE_QUERY_SERVICE_FEED_CLIENT_VERIFICATION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "dateline/v1/feed_service.pb.h"
#include "query_service/feed_client/change_sink.h"

namespace dateline::feed_client {

// ChangeRecord.chain_crc of `change` at `offset` when the record before it has `previous`; not of one that was
// redacted.
uint32_t ChainCrc(uint32_t previous, int64_t offset, const v1::Change& change);

// The position after the response, whose records must be dense after `position` and continue its chain; DATA_LOSS says
// where they do not. A snapshot is taken only where `position` waits for one. Its end does not tell the head at its
// beginning; what comes next does: a change with its offset, or a bookmark when there is none.
absl::StatusOr<FeedPosition> Verify(const FeedPosition& position, const v1::StreamChangesResponse& response);

}  // namespace dateline::feed_client

#endif  // DATELINE_QUERY_SERVICE_FEED_CLIENT_VERIFICATION_H_
