// Keeps the segments of facts beside the tables.
#ifndef DATELINE_QUERY_SERVICE_INDEX_SEGMENTED_FACTS_H_
#define DATELINE_QUERY_SERVICE_INDEX_SEGMENTED_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/store/database.h"
#include "query_service/index/fact_rows.h"
#include "query_service/index/index_state.h"
#include "query_service/segments/fact_index_writer.h"
#include "query_service/segments/segment_folder.h"

namespace dateline::index {

// Where the segments are that the file `local` names.
std::string SegmentFolderOf(const std::string& local);

// The tables alone are the truth: what is missing or damaged of the segments is made anew from them. For one thread.
class SegmentedFacts {
 public:
  // `names` is of the file `local`, and writes; where it holds the tables too, it is the same as `tables`. Both must
  // outlive this.
  SegmentedFacts(store::Database& tables, store::Database& names, const std::string& local,
                 const segments::SegmentSizes& sizes)
      : tables_(tables), names_(names), folder_(SegmentFolderOf(local)), sizes_(sizes), writer_(sizes) {}

  // Makes the index that the tables say at `state`: opens the files that are named, makes those that are missing, reads
  // what is in no file, and removes every other file. REQUIRES: no transaction of `names` is open; where others write
  // the tables, one of `tables` is, which reads `state`.
  absl::Status Load(const IndexState& state);
  // Takes what a committed transaction changed. REQUIRES: as Load.
  absl::Status Take(const FactChanges& changes, const IndexState& state);
  // There are no facts: those of the tables are not whole, or were deleted, and are of that generation now.
  void Clear(int64_t generation);

  std::shared_ptr<const segments::FactIndex> index() const { return index_; }
  // Waits until what is full is in files; tries once more to remove the files, and to write the segments, that it
  // failed to; what fails still.
  absl::Status RetryFailed();

 private:
  // Of the files named, those that are whole; the rows of others are removed.
  absl::StatusOr<std::vector<segments::SealedSegment>> OpenNamedSegments();
  absl::StatusOr<std::shared_ptr<const segments::Segment>> OpenSegmentOf(const segments::SegmentFile& file) const;
  // Makes segments of the facts between those recorded at `after` and at `before`.
  absl::Status MakeMissing(int64_t whole_from, int64_t after, int64_t before,
                           std::vector<segments::SealedSegment>& made);
  absl::Status ReadTail(int64_t whole_from, int64_t after);
  absl::Status ReadEnds();
  // Removes the names of segments of a generation before, and every file but those that are open.
  absl::Status ForgetOthers();
  // Removes every file but those that are open.
  absl::Status RemoveOtherFiles() const;
  // Not again after a failure: until RetryFailed the facts stay in memory.
  void SealWhatIsFull();
  absl::Status BeginSealing();
  // Waits for the segment that is being written, and goes on with it.
  absl::Status FinishSealing();
  // Waits for it, and leaves its file to RemoveOtherFiles.
  void DropSealing();
  absl::Status AddRow(const segments::SegmentFile& file);
  absl::Status RemoveRow(const segments::SegmentFile& file);

  store::Database& tables_;
  store::Database& names_;
  const segments::SegmentFolder folder_;
  const segments::SegmentSizes sizes_;
  segments::FactIndexWriter writer_;
  std::vector<segments::SealedSegment> open_;
  std::shared_ptr<const segments::FactIndex> index_ = std::make_shared<const segments::FactIndex>();
  absl::Status seal_failure_;
  absl::Status removal_failure_;
  // Of which `names_` could not be begun: until then no segment is named.
  std::optional<int64_t> generation_due_;
  // Take could not do all: to be loaded anew.
  bool is_stale_ = false;
  // The oldest parts become a segment on a thread of its own, for that takes a second.
  struct Sealing {
    size_t part_count;
    std::future<absl::StatusOr<segments::SealedSegment>> segment;
  };
  std::optional<Sealing> sealing_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_SEGMENTED_FACTS_H_
