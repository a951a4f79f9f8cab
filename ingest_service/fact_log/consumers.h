// The consumers of the feed and how far they are.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_CONSUMERS_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_CONSUMERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/change_writer.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

// When leases run: until `duration` after the consumer's last word.
struct ConsumerLease {
  absl::Duration duration;
  absl::Time now;
};

// A consumer says that it has made everything up to a change its own.
struct Acknowledgement {
  std::string consumer;
  int64_t offset = 0;
  bool confirms_purges = true;  // it has erased what was purged until there
};

// The most consumers whose leases run at a time.
inline constexpr int kMaxConsumers = 1000;

// Renews the consumer's lease; the offset never goes back. Forgets consumers whose leases have run out. `result`:
// until when the lease runs, or RESOURCE_EXHAUSTED (OVERLOADED), OUT_OF_RANGE (OFFSET_COMPACTED, without metadata):
// what follows the offset is no longer kept. The returned status is the store's.
absl::Status Acknowledge(const Acknowledgement& acknowledgement, const ConsumerLease& lease, ChangeWriter& writer,
                         absl::StatusOr<absl::Time>& result);

// Those whose leases run, by name.
absl::StatusOr<std::vector<v1::FeedConsumer>> ListConsumers(store::Database& database, const ConsumerLease& lease);

// The lowest offset that a consumer whose lease runs has acknowledged; nothing: no lease runs. A lease holds nothing
// any more for whom what follows is gone: before `low_offset`.
absl::StatusOr<std::optional<int64_t>> LowestAcknowledged(store::Database& database, int64_t low_offset,
                                                          const ConsumerLease& lease);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_CONSUMERS_H_
