#include "tests/disk_faults/simulated_vfs.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

namespace dateline::testing {
namespace {

constexpr int kMaxPathBytes = 1024;
constexpr int kSectorBytes = 4096;

// What stands behind an open file.
struct OpenFile {
  std::shared_ptr<SimulatedDisk> disk;
  SimulatedDisk::File file;
  std::shared_ptr<FileLocks> locks;
  int lock = SQLITE_LOCK_NONE;
  bool syncs_directory = false;  // with its next sync, as SQLite's own does for a new journal or log
};

struct VfsFile {
  sqlite3_file base;
  OpenFile* open;
};

OpenFile& Of(sqlite3_file* file) { return *reinterpret_cast<VfsFile*>(file)->open; }
SimulatedVfs& Of(sqlite3_vfs* vfs) { return *static_cast<SimulatedVfs*>(vfs->pAppData); }

int Close(sqlite3_file* file) {
  OpenFile& open = Of(file);
  open.locks->Unlock(&open, SQLITE_LOCK_NONE);
  open.locks->UnlockSharedMemory(&open);
  delete &open;
  return SQLITE_OK;
}

int Read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
  return Of(file).disk->Read(Of(file).file, offset, count, static_cast<char*>(bytes));
}

int Write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  const absl::string_view written(static_cast<const char*>(bytes), static_cast<size_t>(count));
  return Of(file).disk->Write(Of(file).file, offset, written);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) { return Of(file).disk->Truncate(Of(file).file, size); }

int Sync(sqlite3_file* file, int) {
  OpenFile& open = Of(file);
  return open.disk->Sync(open.file, std::exchange(open.syncs_directory, false));
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  *size = Of(file).disk->Size(Of(file).file);
  return SQLITE_OK;
}

int Lock(sqlite3_file* file, int wanted) {
  OpenFile& open = Of(file);
  if (open.lock >= wanted) return SQLITE_OK;
  const int code = open.locks->Lock(&open, open.lock, wanted);
  if (code == SQLITE_OK) open.lock = wanted;
  return code;
}

int Unlock(sqlite3_file* file, int wanted) {
  OpenFile& open = Of(file);
  open.locks->Unlock(&open, wanted);
  open.lock = wanted;
  return SQLITE_OK;
}

int CheckReservedLock(sqlite3_file* file, int* result) {
  *result = Of(file).locks->IsReserved() ? 1 : 0;
  return SQLITE_OK;
}

int FileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int SectorSize(sqlite3_file*) { return kSectorBytes; }
// As SQLite's own on Linux.
int DeviceCharacteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int SharedMemoryMap(sqlite3_file* file, int region, int bytes, int extend, void volatile** memory) {
  *memory = Of(file).locks->SharedMemory(region, bytes, extend != 0);
  return SQLITE_OK;
}

int SharedMemoryLock(sqlite3_file* file, int first, int count, int flags) {
  return Of(file).locks->LockSharedMemory(&Of(file), first, count, flags);
}

void SharedMemoryBarrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }

int SharedMemoryUnmap(sqlite3_file* file, int) {
  Of(file).locks->UnlockSharedMemory(&Of(file));
  return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods = {
    2,
    Close,
    Read,
    Write,
    Truncate,
    Sync,
    FileSize,
    Lock,
    Unlock,
    CheckReservedLock,
    FileControl,
    SectorSize,
    DeviceCharacteristics,
    SharedMemoryMap,
    SharedMemoryLock,
    SharedMemoryBarrier,
    SharedMemoryUnmap,
    nullptr,
    nullptr,
};

int Open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags, int* flags_out) {
  auto* const vfs_file = reinterpret_cast<VfsFile*>(file);
  vfs_file->base.pMethods = nullptr;
  auto open = std::make_unique<OpenFile>();
  open->disk = Of(vfs).disk();
  bool is_new = true;
  if (path == nullptr) {
    open->file = std::make_shared<SimulatedFile>();
  } else {
    const bool may_create = (flags & SQLITE_OPEN_CREATE) != 0;
    int code = open->disk->Open(path, may_create, (flags & SQLITE_OPEN_READWRITE) != 0, open->file, is_new);
    if (code == SQLITE_READONLY) {
      flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
      code = open->disk->Open(path, false, false, open->file, is_new);
    }
    if (code != SQLITE_OK) return code;
  }
  open->syncs_directory = is_new && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  open->locks = Of(vfs).LocksOf(open->file);
  vfs_file->open = open.release();
  vfs_file->base.pMethods = &kMethods;
  if (flags_out != nullptr) *flags_out = flags;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* path, int sync_directory) {
  return Of(vfs).disk()->Delete(path, sync_directory != 0);
}

int Access(sqlite3_vfs* vfs, const char* path, int, int* result) {
  *result = Of(vfs).disk()->Exists(path) ? 1 : 0;
  return SQLITE_OK;
}

int FullPathname(sqlite3_vfs*, const char* path, int capacity, char* full) {
  sqlite3_snprintf(capacity, full, "%s", path);
  return SQLITE_OK;
}

int Randomness(sqlite3_vfs* vfs, int count, char* bytes) {
  for (int i = 0; i < count; ++i) bytes[i] = static_cast<char>(Of(vfs).random()());
  return count;
}

int Sleep(sqlite3_vfs*, int microseconds) {
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
  return microseconds;
}

int CurrentTime(sqlite3_vfs*, double* julian_day) {
  *julian_day = 2460000.5;
  return SQLITE_OK;
}

int GetLastError(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

SimulatedVfs::SimulatedVfs(std::shared_ptr<SimulatedDisk> disk) : disk_(std::move(disk)) {
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(VfsFile);
  vfs_.mxPathname = kMaxPathBytes;
  vfs_.zName = "simulated";
  vfs_.pAppData = this;
  vfs_.xOpen = Open;
  vfs_.xDelete = Delete;
  vfs_.xAccess = Access;
  vfs_.xFullPathname = FullPathname;
  vfs_.xRandomness = Randomness;
  vfs_.xSleep = Sleep;
  vfs_.xCurrentTime = CurrentTime;
  vfs_.xGetLastError = GetLastError;
  sqlite3_vfs_register(&vfs_, 1);
}

SimulatedVfs::~SimulatedVfs() { sqlite3_vfs_unregister(&vfs_); }

void SimulatedVfs::Use(std::shared_ptr<SimulatedDisk> disk) {
  disk_ = std::move(disk);
  threading::MutexLock lock(mutex_);
  std::erase_if(locks_, [](const auto& of_file) { return of_file.second.expired(); });
}

void SimulatedVfs::SeedRandomness(uint64_t seed) {
  random_.seed(seed);
  sqlite3_randomness(0, nullptr);
}

std::shared_ptr<FileLocks> SimulatedVfs::LocksOf(const SimulatedDisk::File& file) {
  threading::MutexLock lock(mutex_);
  std::weak_ptr<FileLocks>& known = locks_[file.get()];
  std::shared_ptr<FileLocks> locks = known.lock();
  if (locks == nullptr) known = locks = std::make_shared<FileLocks>();
  return locks;
}

}  // namespace dateline::testing
