// Is an index sound?
#ifndef DATELINE_QUERY_SERVICE_INDEX_INDEX_CHECK_H_
#define DATELINE_QUERY_SERVICE_INDEX_INDEX_CHECK_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "query_service/index/index_place.h"
#include "query_service/index/index_state.h"

namespace dateline::index {

// What a sound index holds.
struct IndexSummary {
  IndexState state;
  // Versions, those that hold no more too.
  int64_t article_versions = 0;
  int64_t fact_versions = 0;
  int64_t entity_versions = 0;
};

// Reads the whole index, as it is at one moment: SQLite's own check, then whether the postings, the counts of what
// holds, the content checksum and the files of segments are those that follow from the stored items. Works from any
// process while a service writes it, but a purge meanwhile may remove a file that is then missed; costs time in
// proportion to the file, and memory for one segment. DATA_LOSS says the first thing that is wrong;
// FAILED_PRECONDITION: it is no index, or of another version; UNAVAILABLE: it cannot be read now.
absl::StatusOr<IndexSummary> CheckIndex(const IndexPlace& place);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_INDEX_CHECK_H_
