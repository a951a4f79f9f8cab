#include "tests/disk_faults/file_locks.h"

#include <sqlite3.h>

namespace dateline::testing {

int FileLocks::Lock(Holder holder, int held, int wanted) {
  threading::MutexLock lock(mutex_);
  if (held < SQLITE_LOCK_SHARED) {
    if (pending_ != nullptr && pending_ != holder) return SQLITE_BUSY;
    shared_.insert(holder);
  }
  if (wanted >= SQLITE_LOCK_RESERVED) {
    if (reserved_ != nullptr && reserved_ != holder) return SQLITE_BUSY;
    reserved_ = holder;
  }
  if (wanted >= SQLITE_LOCK_EXCLUSIVE) {
    pending_ = holder;
    if (shared_.size() > 1) return SQLITE_BUSY;
  }
  return SQLITE_OK;
}

void FileLocks::Unlock(Holder holder, int wanted) {
  threading::MutexLock lock(mutex_);
  if (reserved_ == holder) reserved_ = nullptr;
  if (pending_ == holder) pending_ = nullptr;
  if (wanted == SQLITE_LOCK_NONE) shared_.erase(holder);
}

bool FileLocks::IsReserved() const {
  threading::MutexLock lock(mutex_);
  return reserved_ != nullptr;
}

int FileLocks::LockSharedMemory(Holder holder, int first, int count, int flags) {
  threading::MutexLock lock(mutex_);
  const bool is_shared = (flags & SQLITE_SHM_SHARED) != 0;
  if ((flags & SQLITE_SHM_LOCK) != 0) {
    for (int i = first; i < first + count; ++i) {
      const Slot& slot = slots_.at(static_cast<size_t>(i));
      if (slot.exclusive != nullptr && slot.exclusive != holder) return SQLITE_BUSY;
      const bool others_share = slot.shared.size() > slot.shared.count(holder);
      if (!is_shared && others_share) return SQLITE_BUSY;
    }
  }
  for (int i = first; i < first + count; ++i) {
    Slot& slot = slots_.at(static_cast<size_t>(i));
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
      slot.shared.erase(holder);
      if (slot.exclusive == holder) slot.exclusive = nullptr;
    } else if (is_shared) {
      slot.shared.insert(holder);
    } else {
      slot.exclusive = holder;
    }
  }
  return SQLITE_OK;
}

void FileLocks::UnlockSharedMemory(Holder holder) {
  static_cast<void>(LockSharedMemory(holder, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK));
}

volatile void* FileLocks::SharedMemory(int region, int bytes, bool extend) {
  threading::MutexLock lock(mutex_);
  const auto index = static_cast<size_t>(region);
  while (extend && regions_.size() <= index) regions_.push_back(std::make_unique<char[]>(static_cast<size_t>(bytes)));
  return index < regions_.size() ? regions_[index].get() : nullptr;
}

}  // namespace dateline::testing
