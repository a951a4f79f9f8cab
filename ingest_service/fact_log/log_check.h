// Is what the log's tables say of each other true?
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_LOG_CHECK_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_LOG_CHECK_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "ingest_service/fact_log/feed_head.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

// A log that is sound.
struct CheckedLog {
  FeedHead head;
  int64_t articles = 0;  // revisions
  int64_t entities = 0;
  int64_t facts = 0;
};

// Reads the whole log in one state: offsets from low_offset to the head are dense and chained, every change can be read
// and is what its row says, and what is stored is what a change of the right kind and key says. DATA_LOSS
// (STORE_DAMAGED) names the first fault.
absl::StatusOr<CheckedLog> CheckLog(store::Database& database);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_LOG_CHECK_H_
