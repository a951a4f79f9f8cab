// What an SQLite file holds, to compare.
#ifndef DATELINE_TESTS_DISK_FAULTS_STORE_CONTENT_H_
#define DATELINE_TESTS_DISK_FAULTS_STORE_CONTENT_H_

#include <string>

#include "absl/status/statusor.h"

namespace dateline::testing {

// A digest of all rows of all tables but that which names an index's files of segments, and but for whether something
// waits to be erased: the same for the same rows, in whatever order they were written. DATA_LOSS: SQLite's
// integrity_check finds the file damaged.
absl::StatusOr<std::string> DigestStore(const std::string& path);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_STORE_CONTENT_H_
