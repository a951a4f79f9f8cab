#include "platform/sqlite/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/process/fail_point.h"
#include "platform/sqlite/error.h"

namespace dateline::sqlite {
namespace {

constexpr int kBusyTimeoutMs = 5000;

struct ConnectionCloser {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, ConnectionCloser>;

absl::StatusOr<Connection> Open(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Connection connection(handle);
  if (code != SQLITE_OK) return ErrorFromCode(code, sqlite3_errstr(code), absl::StrCat("open ", path));
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  return connection;
}

// In one step: a second one would begin anew when the store was written in between.
absl::Status CopyPages(sqlite3* from, sqlite3* to, const std::string& target) {
  const std::string action = absl::StrCat("copy the store to ", target);
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) return LastError(to, action);
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped == SQLITE_DONE && finished == SQLITE_OK) return absl::OkStatus();
  const int code = stepped == SQLITE_DONE ? finished : stepped;
  return ErrorFromCode(code, sqlite3_errstr(code), action);
}

absl::Status CopyTo(const std::string& path, const std::string& target) {
  absl::StatusOr<Connection> from = Open(path, SQLITE_OPEN_READONLY);
  if (!from.ok()) return from.status();
  absl::StatusOr<Connection> to = Open(target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!to.ok()) return to.status();
  // A copy that is not whole is thrown away, so nothing needs to be rolled back.
  const char kPragmas[] = "PRAGMA journal_mode=OFF; PRAGMA synchronous=FULL; PRAGMA mmap_size=0;";
  if (sqlite3_exec(to->get(), kPragmas, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return LastError(to->get(), absl::StrCat("write ", target));
  }
  return CopyPages(from->get(), to->get(), target);
}

absl::Status Unwritable(const std::string& path) {
  return errors::Error(absl::StatusCode::kUnavailable, kStoreUnavailable,
                       absl::StrCat("cannot write ", path, ": ", std::strerror(errno),
                                    "; make the folder, or let this user write there"));
}

// Makes the entries of the directory durable.
absl::Status SyncDirectory(const std::string& directory) {
  const int descriptor = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return Unwritable(directory);
  const bool is_synced = fsync(descriptor) == 0;
  const absl::Status failed = is_synced ? absl::OkStatus() : Unwritable(directory);
  close(descriptor);
  return failed;
}

// Leaves alone what another process has put there meanwhile.
bool Rename(const std::string& from, const std::string& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  return errno == EINVAL && link(from.c_str(), to.c_str()) == 0;  // a network's file system has only this
}

absl::Status Publish(const std::string& partial, const std::string& target, const std::string& directory) {
  if (!Rename(partial, target)) return Unwritable(target);
  const absl::Status synced = SyncDirectory(directory);
  std::error_code ignored;
  if (!synced.ok()) std::filesystem::remove(target, ignored);
  return synced;
}

}  // namespace

absl::StatusOr<std::string> Backup(const std::string& path, const std::string& directory) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return absl::NotFoundError(absl::StrCat("there is no store ", path));
  if (access(directory.c_str(), W_OK) != 0) return Unwritable(directory);
  const std::string target = directory + "/" + std::filesystem::path(path).filename().string();
  if (std::filesystem::exists(target, ignored)) {
    return absl::AlreadyExistsError(absl::StrCat(target, " exists already; name another folder"));
  }
  const std::string partial = target + ".partial";
  std::filesystem::remove(partial, ignored);
  absl::Status done = CopyTo(path, partial);
  DATELINE_FAIL_POINT("before_backup_is_named");
  if (done.ok()) done = Publish(partial, target, directory);
  DATELINE_FAIL_POINT("after_backup_is_named");
  std::filesystem::remove(partial, ignored);
  if (!done.ok()) return done;
  return target;
}

int64_t StoreBytes(const std::string& path) {
  int64_t bytes = 0;
  for (const std::string& file : {path, path + "-wal"}) {
    std::error_code missing;
    const uintmax_t size = std::filesystem::file_size(file, missing);
    if (!missing) bytes += static_cast<int64_t>(size);
  }
  return bytes;
}

}  // namespace dateline::sqlite
