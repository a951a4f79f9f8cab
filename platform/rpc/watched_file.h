// A small file that is read again when it changes.
#ifndef DATELINE_PLATFORM_RPC_WATCHED_FILE_H_
#define DATELINE_PLATFORM_RPC_WATCHED_FILE_H_

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

inline constexpr int64_t kMaxWatchedFileBytes = 1 << 20;

// Takes the file's new content, or says what is wrong with it.
using FileLoader = std::function<absl::Status(absl::string_view content)>;

// Hears of each change what came of it: not OK when the loader refused it or the file could not be read.
using ReloadObserver = std::function<void(const absl::Status& status)>;

// Looks at the file on a thread of its own until it is destroyed.
class WatchedFile {
 public:
  // Loads it at once; its error is returned. Later ones go to `observer`, each once; both are called by the thread.
  static absl::StatusOr<std::unique_ptr<WatchedFile>> Start(std::string path, absl::Duration interval,
                                                            FileLoader loader, ReloadObserver observer);
  ~WatchedFile();
  WatchedFile(const WatchedFile&) = delete;
  WatchedFile& operator=(const WatchedFile&) = delete;

 private:
  WatchedFile(std::string path, absl::Duration interval, FileLoader loader, ReloadObserver observer,
              std::string content);
  void Watch();
  void Look();
  // False: it is time to end.
  bool Sleep() ABSL_LOCKS_EXCLUDED(mutex_);

  const std::string path_;
  const absl::Duration interval_;
  const FileLoader loader_;
  const ReloadObserver observer_;
  std::string content_;  // as last seen
  std::string problem_;  // as last told
  threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

// NOT_FOUND or INVALID_ARGUMENT: it cannot be read, or is larger than kMaxWatchedFileBytes.
absl::StatusOr<std::string> ReadSmallFile(const std::string& path);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_WATCHED_FILE_H_
