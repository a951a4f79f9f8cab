// A disk in memory that can lose its power, fill up and fail.
#ifndef DATELINE_TESTS_DISK_FAULTS_SIMULATED_DISK_H_
#define DATELINE_TESTS_DISK_FAULTS_SIMULATED_DISK_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "platform/threading/mutex.h"
#include "tests/disk_faults/simulated_file.h"

namespace dateline::testing {

// What a disk holds: contents by path.
using DiskImage = std::map<std::string, std::string>;

enum class DiskFault {
  kNone,
  kPowerIsOff,     // nothing works
  kFull,           // no file grows
  kWritesFail,     // EIO
  kSyncsFail,      // EIO of fsync
  kReadsFail,      // EIO
  kReadOnly,       // EROFS
  kSyncsDoNothing  // and say that all is well
};

// Operations return result codes of SQLite. Thread safety: any thread.
class SimulatedDisk {
 public:
  using File = std::shared_ptr<SimulatedFile>;

  explicit SimulatedDisk(const DiskImage& image = {});

  // Called before each operation that changes anything, with its number from 1 on, by the thread that does it.
  void OnChange(std::function<void(int64_t number)> listener) { on_change_ = std::move(listener); }

  // From the next operation on.
  void SetFault(DiskFault fault);
  // From the `changes_from_now`-th change on, 1 being the next.
  void SetFaultAfter(DiskFault fault, int64_t changes_from_now);

  // What may be on the disk after a power cut now.
  DiskImage AfterPowerCut(std::mt19937_64& random) const;

  bool Exists(const std::string& path) const;
  int Open(const std::string& path, bool may_create, bool for_writing, File& file, bool& is_new);
  int Delete(const std::string& path, bool sync_directory);
  int Read(const File& file, int64_t offset, int count, char* bytes) const;
  int Write(const File& file, int64_t offset, absl::string_view bytes);
  int Truncate(const File& file, int64_t size);
  // With `sync_directory`, which files are there is safe as well.
  int Sync(const File& file, bool sync_directory);
  int64_t Size(const File& file) const;

 private:
  struct DirectoryChange {
    std::string path;
    File file;  // null: deleted
  };
  void BeforeChange();
  void SyncDirectory() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool IsReadOnly() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return fault_ == DiskFault::kReadOnly || fault_ == DiskFault::kPowerIsOff;
  }

  std::function<void(int64_t)> on_change_;
  mutable threading::Mutex mutex_;
  DiskFault fault_ ABSL_GUARDED_BY(mutex_) = DiskFault::kNone;
  DiskFault next_fault_ ABSL_GUARDED_BY(mutex_) = DiskFault::kNone;
  int64_t next_fault_at_ ABSL_GUARDED_BY(mutex_) = 0;  // 0: never
  int64_t changes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, File> files_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, File> durable_files_ ABSL_GUARDED_BY(mutex_);
  std::vector<DirectoryChange> pending_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_SIMULATED_DISK_H_
