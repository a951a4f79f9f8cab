// Where readers of an index begin.
#ifndef DATELINE_QUERY_SERVICE_INDEX_INDEX_READER_H_
#define DATELINE_QUERY_SERVICE_INDEX_INDEX_READER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "platform/sqlite/reader_pool.h"
#include "query_service/index/published_index.h"

namespace dateline::index {

// What the writer of this process publishes, and connections to its tables. Thread safety: any thread.
class IndexReader {
 public:
  // `published` must outlive this.
  IndexReader(std::string path, const PublishedIndex& published) : published_(published), tables_(std::move(path)) {}

  std::shared_ptr<const IndexVersion> Newest() const { return published_.Get(); }
  const MergedNames& merged_names() const { return published_.merged_names(); }
  const RecentTerms& recent_terms() const { return published_.recent_terms(); }
  absl::StatusOr<sqlite::ReaderPool::Lease> BorrowTables() const { return tables_.Borrow(); }

  // Of the tables and the segments, on the disk.
  int64_t StoreBytes() const;

 private:
  const PublishedIndex& published_;
  mutable sqlite::ReaderPool tables_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_INDEX_READER_H_
