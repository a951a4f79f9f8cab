// The connection that writes, for tests that make it checkpoint sooner than it would.
#ifndef DATELINE_TESTS_DISK_FAULTS_NEWEST_WRITER_H_
#define DATELINE_TESTS_DISK_FAULTS_NEWEST_WRITER_H_

namespace dateline::testing {

// From now on, remembers the newest SQLite connection that writes.
void FollowNewestWriter();

// Moves what that connection has in its write-ahead log into the file, as a commit does when the log is long. REQUIRES:
// FollowNewestWriter was called before the connection was opened; the caller is on the connection's thread.
void CheckpointNewestWriter();

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_NEWEST_WRITER_H_
