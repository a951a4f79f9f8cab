// A simulated disk as SQLite's file system.
#ifndef DATELINE_TESTS_DISK_FAULTS_SIMULATED_VFS_H_
#define DATELINE_TESTS_DISK_FAULTS_SIMULATED_VFS_H_

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "absl/base/thread_annotations.h"
#include "platform/threading/mutex.h"
#include "tests/disk_faults/file_locks.h"
#include "tests/disk_faults/simulated_disk.h"

namespace dateline::testing {

// While it lives, every SQLite file that is opened is on its disk. One at a time. Thread safety: any thread, but for
// Use.
class SimulatedVfs {
 public:
  explicit SimulatedVfs(std::shared_ptr<SimulatedDisk> disk);
  ~SimulatedVfs();
  SimulatedVfs(const SimulatedVfs&) = delete;
  SimulatedVfs& operator=(const SimulatedVfs&) = delete;

  // Files opened from now on are on `disk`; what is open stays where it is.
  void Use(std::shared_ptr<SimulatedDisk> disk);
  // What SQLite takes for chance follows from `seed` from now on.
  void SeedRandomness(uint64_t seed);

  // For the functions that SQLite calls.
  const std::shared_ptr<SimulatedDisk>& disk() const { return disk_; }
  std::shared_ptr<FileLocks> LocksOf(const SimulatedDisk::File& file);
  std::mt19937_64& random() { return random_; }

 private:
  std::shared_ptr<SimulatedDisk> disk_;
  std::mt19937_64 random_;
  sqlite3_vfs vfs_ = {};
  threading::Mutex mutex_;
  std::map<const SimulatedFile*, std::weak_ptr<FileLocks>> locks_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_SIMULATED_VFS_H_
