#include "tests/disk_faults/simulated_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace dateline::testing {
namespace {

Survival DrawSurvival(std::mt19937_64& random) { return static_cast<Survival>(random() % 5); }

}  // namespace

SimulatedDisk::SimulatedDisk(const DiskImage& image) {
  for (const auto& [path, content] : image) files_[path] = std::make_shared<SimulatedFile>(content);
  durable_files_ = files_;
}

void SimulatedDisk::SetFault(DiskFault fault) {
  threading::MutexLock lock(mutex_);
  fault_ = fault;
  next_fault_at_ = 0;
}

void SimulatedDisk::SetFaultAfter(DiskFault fault, int64_t changes_from_now) {
  threading::MutexLock lock(mutex_);
  next_fault_ = fault;
  next_fault_at_ = changes_ + changes_from_now;
}

void SimulatedDisk::BeforeChange() {
  int64_t number = 0;
  {
    threading::MutexLock lock(mutex_);
    number = ++changes_;
    if (number == next_fault_at_) fault_ = next_fault_;
  }
  if (on_change_) on_change_(number);
}

// Of each path, some of its changes; of each file that is there then, some of its operations. Half of the cuts treat
// all files alike.
DiskImage SimulatedDisk::AfterPowerCut(std::mt19937_64& random) const {
  threading::MutexLock lock(mutex_);
  std::map<std::string, std::vector<File>> versions;
  for (const auto& [path, file] : durable_files_) versions[path].push_back(file);
  for (const DirectoryChange& change : pending_) {
    std::vector<File>& of_path = versions[change.path];
    if (of_path.empty()) of_path.push_back(nullptr);
    of_path.push_back(change.file);
  }
  const bool all_alike = random() % 2 == 0;
  const Survival common = DrawSurvival(random);
  DiskImage image;
  for (const auto& [path, of_path] : versions) {
    const File& file = of_path[random() % of_path.size()];
    const Survival survival = all_alike ? common : DrawSurvival(random);
    if (file != nullptr) image[path] = file->AfterPowerCut(survival, random);
  }
  return image;
}

bool SimulatedDisk::Exists(const std::string& path) const {
  threading::MutexLock lock(mutex_);
  return files_.contains(path);
}

int SimulatedDisk::Open(const std::string& path, bool may_create, bool for_writing, File& file, bool& is_new) {
  {
    threading::MutexLock lock(mutex_);
    if (fault_ == DiskFault::kPowerIsOff) return SQLITE_IOERR;
    if (for_writing && IsReadOnly()) return SQLITE_READONLY;
    const auto found = files_.find(path);
    is_new = found == files_.end();
    if (!is_new) file = found->second;
    if (!is_new) return SQLITE_OK;
  }
  if (!may_create) return SQLITE_CANTOPEN;
  BeforeChange();
  threading::MutexLock lock(mutex_);
  if (IsReadOnly() || fault_ == DiskFault::kFull) return SQLITE_CANTOPEN;
  file = std::make_shared<SimulatedFile>();
  files_[path] = file;
  pending_.push_back({path, file});
  return SQLITE_OK;
}

int SimulatedDisk::Delete(const std::string& path, bool sync_directory) {
  BeforeChange();
  threading::MutexLock lock(mutex_);
  if (IsReadOnly()) return SQLITE_IOERR_DELETE;
  if (files_.erase(path) == 0) return SQLITE_IOERR_DELETE_NOENT;
  pending_.push_back({path, nullptr});
  if (sync_directory) SyncDirectory();
  return SQLITE_OK;
}

int SimulatedDisk::Read(const File& file, int64_t offset, int count, char* bytes) const {
  threading::MutexLock lock(mutex_);
  if (fault_ == DiskFault::kPowerIsOff || fault_ == DiskFault::kReadsFail) return SQLITE_IOERR_READ;
  const auto left = std::max<int64_t>(static_cast<int64_t>(file->content().size()) - offset, 0);
  const int there = static_cast<int>(std::min<int64_t>(left, count));
  if (there > 0) std::memcpy(bytes, file->content().data() + offset, static_cast<size_t>(there));
  std::memset(bytes + there, 0, static_cast<size_t>(count - there));
  return there == count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int SimulatedDisk::Write(const File& file, int64_t offset, absl::string_view bytes) {
  BeforeChange();
  threading::MutexLock lock(mutex_);
  if (IsReadOnly() || fault_ == DiskFault::kWritesFail) return SQLITE_IOERR_WRITE;
  const bool grows = offset + bytes.size() > file->content().size();
  if (fault_ == DiskFault::kFull && grows) return SQLITE_FULL;
  file->Write(offset, bytes);
  return SQLITE_OK;
}

int SimulatedDisk::Truncate(const File& file, int64_t size) {
  BeforeChange();
  threading::MutexLock lock(mutex_);
  if (IsReadOnly() || fault_ == DiskFault::kWritesFail) return SQLITE_IOERR_TRUNCATE;
  file->Truncate(size);
  return SQLITE_OK;
}

// A machine without power never hears of a failed fsync: the code is another.
int SimulatedDisk::Sync(const File& file, bool sync_directory) {
  BeforeChange();
  threading::MutexLock lock(mutex_);
  if (fault_ == DiskFault::kPowerIsOff) return SQLITE_IOERR;
  if (fault_ == DiskFault::kSyncsFail) return SQLITE_IOERR_FSYNC;
  if (fault_ == DiskFault::kSyncsDoNothing) return SQLITE_OK;
  file->Sync();
  if (sync_directory) SyncDirectory();
  return SQLITE_OK;
}

void SimulatedDisk::SyncDirectory() {
  durable_files_ = files_;
  pending_.clear();
}

int64_t SimulatedDisk::Size(const File& file) const {
  threading::MutexLock lock(mutex_);
  return static_cast<int64_t>(file->content().size());
}

}  // namespace dateline::testing
