// Where readers of an index begin.
#ifndef DATELINE_QUERY_SERVICE_INDEX_INDEX_READER_H_
#define DATELINE_QUERY_SERVICE_INDEX_INDEX_READER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "platform/store/reader_pool.h"
#include "query_service/index/index_place.h"
#include "query_service/index/published_index.h"

namespace dateline::index {

// What the writer of this process publishes, and connections to its tables. Thread safety: any thread.
class IndexReader {
 public:
  // `published` must outlive this.
  IndexReader(const IndexPlace& place, const PublishedIndex& published)
      : local_(place.local), published_(published), tables_(place.tables) {}

  std::shared_ptr<const IndexVersion> Newest() const { return published_.Get(); }
  const MergedNames& merged_names() const { return published_.merged_names(); }
  const RecentTerms& recent_terms() const { return published_.recent_terms(); }
  absl::StatusOr<store::ReaderPool::Lease> BorrowTables() const { return tables_.Borrow(); }

  // Of the tables and the segments, on the disk.
  int64_t StoreBytes() const;

 private:
  const std::string local_;
  const PublishedIndex& published_;
  mutable store::ReaderPool tables_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_INDEX_READER_H_
