#include "platform/sqlite/write_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"

namespace dateline::sqlite {

absl::StatusOr<WriteLock> WriteLock::Acquire(const std::string& path) {
  const std::string lock_path = path + ".lock";
  const int descriptor = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    return errors::Error(absl::StatusCode::kUnavailable, kStoreUnavailable,
                         absl::StrCat("cannot write the store ", path, ": ", std::strerror(errno),
                                      "; make its folder, or let this user write there"));
  }
  WriteLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  return errors::Error(
      absl::StatusCode::kFailedPrecondition, kStoreInUse,
      absl::StrCat("the store ", path, " is in use by another process; stop it, or name another store with --store"));
}

WriteLock::~WriteLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace dateline::sqlite
