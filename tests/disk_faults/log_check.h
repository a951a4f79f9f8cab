// Whether a log that was opened after a power cut is a prefix of what was sent, with no hole.
#ifndef DATELINE_TESTS_DISK_FAULTS_LOG_CHECK_H_
#define DATELINE_TESTS_DISK_FAULTS_LOG_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "tests/disk_faults/submissions.h"

namespace dateline::testing {

struct LogExpectation {
  absl::Span<const Submission> sent;
  size_t acknowledged = 0;                 // the first of `sent`: must be there
  std::map<int64_t, uint32_t> chain_crcs;  // by offset, of heads that the log has reported
};

// Opens the log at `path` and reads all of it: offsets are dense, the chain recomputes, the head is the last change;
// the first `acknowledged` of what was sent are there, or all of it, each article with its body, facts, changes and
// request, and nothing else; SQLite finds its file sound. How many of `sent` are there. An error says what is wrong.
absl::StatusOr<size_t> CheckLog(const std::string& path, const LogExpectation& expectation);

// That the log at `path`, which CheckLog has found sound, goes on: what was sent is answered as before, what is sent
// again is not stored twice, something new is stored.
absl::Status CheckLogGoesOn(const std::string& path, absl::Span<const Submission> sent);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_LOG_CHECK_H_
