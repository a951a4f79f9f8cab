// The locks and the shared memory that connections to one simulated file have in common.
#ifndef DATELINE_TESTS_DISK_FAULTS_FILE_LOCKS_H_
#define DATELINE_TESTS_DISK_FAULTS_FILE_LOCKS_H_

#include <array>
#include <memory>
#include <set>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "platform/threading/mutex.h"

namespace dateline::testing {

// As sqlite.org/c3ref/io_methods.html asks of xLock and xShm*. A holder is known by its address. Results are codes of
// SQLite. Thread safety: any thread.
class FileLocks {
 public:
  using Holder = const void*;

  // Raises the holder's lock on the file from `held` to `wanted` (SQLITE_LOCK_*).
  int Lock(Holder holder, int held, int wanted);
  // Lowers it to SQLITE_LOCK_SHARED or SQLITE_LOCK_NONE.
  void Unlock(Holder holder, int wanted);
  // Somebody is about to write.
  bool IsReserved() const;

  // `flags` of sqlite3_io_methods.xShmLock.
  int LockSharedMemory(Holder holder, int first, int count, int flags);
  void UnlockSharedMemory(Holder holder);
  // Null: not there, and `extend` is false.
  volatile void* SharedMemory(int region, int bytes, bool extend);

 private:
  struct Slot {
    std::set<Holder> shared;
    Holder exclusive = nullptr;
  };

  mutable threading::Mutex mutex_;
  std::set<Holder> shared_ ABSL_GUARDED_BY(mutex_);
  Holder reserved_ ABSL_GUARDED_BY(mutex_) = nullptr;
  Holder pending_ ABSL_GUARDED_BY(mutex_) = nullptr;
  std::array<Slot, 8> slots_ ABSL_GUARDED_BY(mutex_);  // SQLITE_SHM_NLOCK
  std::vector<std::unique_ptr<char[]>> regions_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_FILE_LOCKS_H_
