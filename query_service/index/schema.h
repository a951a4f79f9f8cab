// The tables of the index.
#ifndef DATELINE_QUERY_SERVICE_INDEX_SCHEMA_H_
#define DATELINE_QUERY_SERVICE_INDEX_SCHEMA_H_

#include <cstdint>
#include <limits>

namespace dateline::index {

// Of the tables' layout.
inline constexpr int kSchemaVersion = 4;

// Tells an index from other SQLite files: "DLqi".
inline constexpr int32_t kApplicationId = 0x444C7169;

// Of what the code makes of a change. To be raised whenever the same change would give other rows or segments: an index
// of another version is built anew from the feed.
inline constexpr int kProjectionVersion = 7;

// recorded_to of a row that still holds.
inline constexpr int64_t kStillRecorded = std::numeric_limits<int64_t>::max();

// Makes the tables in an empty file.
extern const char kCreateTables[];

// Empties every table.
extern const char kDeleteRows[];

// Drops the tables of any version, so that the index is built anew.
extern const char kDropTables[];

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_SCHEMA_H_
