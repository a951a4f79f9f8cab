// The rows that name the files of segments.
#ifndef DATELINE_QUERY_SERVICE_INDEX_SEGMENT_ROWS_H_
#define DATELINE_QUERY_SERVICE_INDEX_SEGMENT_ROWS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/store/database.h"
#include "query_service/segments/segment_folder.h"

namespace dateline::index {

// The file that names the segments which this process made of an index in PostgreSQL; makes it where it is missing.
absl::StatusOr<std::unique_ptr<store::Database>> OpenSegmentNames(const std::string& path);
// From now on it names segments of the index of the generation; those of another are forgotten.
absl::Status BeginSegmentRows(store::Database& names, int64_t generation);
// Forgets the segments of which the tables do not hold all facts any more.
absl::Status RemoveStaleSegmentRows(store::Database& names, store::Database& tables);
// The tables hold as many facts as the segment where it has its own.
absl::StatusOr<bool> IsInTables(const segments::SegmentFile& file, store::Database& tables);

// In the order of recorded_from.
absl::StatusOr<std::vector<segments::SegmentFile>> ReadSegmentRows(store::Database& database);
absl::Status AddSegmentRow(store::Database& database, const segments::SegmentFile& file);
absl::Status RemoveSegmentRow(store::Database& database, const segments::SegmentFile& file);

// Of a copy of the tables alone, which has none of the files. An index of an older layout has no such rows.
absl::Status RemoveAllSegmentRows(sqlite::Database& database);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_SEGMENT_ROWS_H_
