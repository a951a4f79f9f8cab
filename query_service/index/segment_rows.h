// The rows that name the files of segments.
#ifndef DATELINE_QUERY_SERVICE_INDEX_SEGMENT_ROWS_H_
#define DATELINE_QUERY_SERVICE_INDEX_SEGMENT_ROWS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/sqlite/database.h"
#include "query_service/segments/segment_folder.h"

namespace dateline::index {

// In the order of recorded_from.
absl::StatusOr<std::vector<segments::SegmentFile>> ReadSegmentRows(sqlite::Database& database);
absl::Status AddSegmentRow(sqlite::Database& database, const segments::SegmentFile& file);
absl::Status RemoveSegmentRow(sqlite::Database& database, const segments::SegmentFile& file);

// Of a copy of the tables alone, which has none of the files. An index of an older layout has no such rows.
absl::Status RemoveAllSegmentRows(sqlite::Database& database);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_SEGMENT_ROWS_H_
