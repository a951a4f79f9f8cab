// Keeps a second process from writing a store.
#ifndef DATELINE_PLATFORM_SQLITE_WRITE_LOCK_H_
#define DATELINE_PLATFORM_SQLITE_WRITE_LOCK_H_

#include <string>

#include "absl/status/statusor.h"

namespace dateline::sqlite {

// An exclusive lock (flock) on `PATH.lock`; the system frees it when the process ends, however it ends.
class WriteLock {
 public:
  // FAILED_PRECONDITION (STORE_IN_USE): another holds it. UNAVAILABLE: the folder is missing or not writable.
  static absl::StatusOr<WriteLock> Acquire(const std::string& path);
  ~WriteLock();
  WriteLock(WriteLock&& other) : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  WriteLock& operator=(WriteLock&&) = delete;

 private:
  explicit WriteLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;  // -1: moved from
};

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_WRITE_LOCK_H_
