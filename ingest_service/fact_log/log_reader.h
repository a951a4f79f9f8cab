// Reads the log beside its writer.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_LOG_READER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_LOG_READER_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/article.pb.h"
#include "ingest_service/fact_log/article_traces.h"
#include "ingest_service/fact_log/consumers.h"
#include "ingest_service/fact_log/reextractions.h"
#include "ingest_service/fact_log/snapshot_reader.h"
#include "platform/store/reader_pool.h"
#include "platform/store/size.h"

namespace dateline::fact_log {

// A change as it is stored.
struct StoredChange {
  int64_t offset = 0;
  uint32_t chain_crc = 0;
  absl::Time commit_time;
  std::string payload;  // serialized v1::Change
};

// Where to stop reading changes.
struct ReadLimits {
  int64_t last_offset = 0;      // not beyond
  int max_changes = 500;        // at most; positive
  int64_t max_bytes = 1 << 20;  // of payloads; the change that reaches it is the last, so one is always read
};

// Thread safety: any thread. Reads go to the disk: not for threads that serve the network.
class LogReader {
 public:
  explicit LogReader(store::Location location) : readers_(std::move(location)) {}

  // The last revision, with its body. NOT_FOUND (ARTICLE_NOT_FOUND).
  absl::StatusOr<v1::Article> ReadArticle(const std::string& name);

  // Last revisions without bodies, ordered by name, after the name `after`; at most `max_articles`.
  absl::StatusOr<std::vector<v1::Article>> ListArticles(const std::string& after, int max_articles);

  // NOT_FOUND (ARTICLE_NOT_FOUND): no article of this name was purged. See FindReceipt.
  absl::StatusOr<v1::PurgeReceipt> ReadPurgeReceipt(const std::string& article, absl::Time leases_since);

  // See reextractions.h.
  absl::StatusOr<v1::Reextraction> ReadReextraction(const std::string& name);
  absl::StatusOr<std::optional<StoredReextraction>> ReadRunningReextraction();

  // Changes after `offset`, in order and without a gap; none: the log does not hold the next one any more, or yet.
  absl::StatusOr<std::vector<StoredChange>> ReadChanges(int64_t offset, const ReadLimits& limits);

  // chain_crc of the change at `offset`; nothing: the log does not hold it.
  absl::StatusOr<std::optional<uint32_t>> ReadChainCrc(int64_t offset);

  // As it is stored.
  absl::StatusOr<FeedHead> ReadHead();

  // Of the changes from one offset to the other, in several reads.
  absl::StatusOr<int64_t> CountChangeBytes(int64_t first_offset, int64_t last_offset);

  // See article_traces.h.
  absl::StatusOr<ArticleTraces> FindTraces(const PurgeOrder& order, const std::atomic<bool>& ending);

  // Offset of the last ARTICLE_PURGED; 0: there was none.
  absl::StatusOr<int64_t> ReadLastPurge();

  // What the store takes on the disk (store::StoreBytes).
  int64_t StoreBytes() { return store::StoreBytes(readers_); }

  // See snapshot_reader.h.
  absl::StatusOr<SnapshotPart> ReadSnapshotPart(const ItemKey& after, int max_items, int64_t max_bytes);

  // See consumers.h.
  absl::StatusOr<std::vector<v1::FeedConsumer>> ReadConsumers(const ConsumerLease& lease);

 private:
  store::ReaderPool readers_;
};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_LOG_READER_H_
