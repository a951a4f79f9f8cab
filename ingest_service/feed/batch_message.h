// A batch as the bytes of a StreamChangesResponse.
#ifndef DATELINE_INGEST_SERVICE_FEED_BATCH_MESSAGE_H_
#define DATELINE_INGEST_SERVICE_FEED_BATCH_MESSAGE_H_

#include <string>

#include "absl/time/time.h"
#include "ingest_service/feed/feed.h"

namespace dateline::feed {

// The serialized v1::StreamChangesResponse: the stored bytes of each change, copied and not parsed. With a bookmark
// when the batch reaches the head; `now` is the bookmark's server_time.
std::string SerializeBatch(const Batch& batch, absl::Time now);

}  // namespace dateline::feed

#endif  // DATELINE_INGEST_SERVICE_FEED_BATCH_MESSAGE_H_
