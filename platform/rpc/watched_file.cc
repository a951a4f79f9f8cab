#include "platform/rpc/watched_file.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::rpc {

absl::StatusOr<std::string> ReadSmallFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path, ": ", std::strerror(errno)));
  std::string content(kMaxWatchedFileBytes + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (file.bad()) return absl::NotFoundError(absl::StrCat("cannot read ", path, ": ", std::strerror(errno)));
  content.resize(static_cast<size_t>(file.gcount()));
  if (content.size() <= kMaxWatchedFileBytes) return content;
  return absl::InvalidArgumentError(absl::StrCat(path, " is larger than ", kMaxWatchedFileBytes, " bytes"));
}

absl::StatusOr<std::unique_ptr<WatchedFile>> WatchedFile::Start(std::string path, absl::Duration interval,
                                                                FileLoader loader, ReloadObserver observer) {
  absl::StatusOr<std::string> content = ReadSmallFile(path);
  if (!content.ok()) return content.status();
  if (absl::Status loaded = loader(*content); !loaded.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", loaded.message()));
  }
  return std::unique_ptr<WatchedFile>(
      new WatchedFile(std::move(path), interval, std::move(loader), std::move(observer), *std::move(content)));
}

WatchedFile::WatchedFile(std::string path, absl::Duration interval, FileLoader loader, ReloadObserver observer,
                         std::string content)
    : path_(std::move(path)),
      interval_(interval),
      loader_(std::move(loader)),
      observer_(std::move(observer)),
      content_(std::move(content)),
      thread_([this] { Watch(); }) {}

WatchedFile::~WatchedFile() {
  {
    threading::MutexLock lock(mutex_);
    ending_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void WatchedFile::Watch() {
  while (Sleep()) Look();
}

void WatchedFile::Look() {
  absl::StatusOr<std::string> content = ReadSmallFile(path_);
  absl::Status status = content.status();
  if (content.ok()) {
    if (*content == content_ && problem_.empty()) return;
    // A file that was refused, and has not changed, is refused no second time.
    const bool refused_before = *content == content_ && !problem_.empty();
    content_ = *std::move(content);
    status = loader_(content_);
    if (refused_before && !status.ok()) return;
  }
  const std::string problem(status.message());
  if (!status.ok() && problem == problem_) return;
  problem_ = problem;
  observer_(status);
}

bool WatchedFile::Sleep() {
  const auto end = std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(interval_);
  threading::MutexLock lock(mutex_);
  while (!ending_ && std::chrono::steady_clock::now() < end) changed_.WaitUntil(mutex_, end);
  return !ending_;
}

}  // namespace dateline::rpc
