#include "query_service/segments/segment_folder.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "platform/encoding/crc32.h"
#include "query_service/segments/segment_builder.h"

namespace dateline::segments {
namespace {

constexpr size_t kReadBytes = size_t{1} << 20;

// An open file, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

absl::Status SystemError(absl::string_view action, const std::string& path) {
  const int error = errno;
  const absl::StatusCode code =
      error == ENOSPC || error == EDQUOT ? absl::StatusCode::kResourceExhausted : absl::StatusCode::kUnavailable;
  return {code, absl::StrCat("cannot ", action, " ", path, ": ", std::generic_category().message(error))};
}

absl::Status WriteAll(const Descriptor& file, const std::string& path, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemError("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// Appends `length` bytes of the file from `begin` on.
absl::Status ReadAll(int file, uint64_t begin, size_t length, std::string& bytes) {
  const size_t before = bytes.size();
  bytes.resize(before + length);
  for (size_t done = 0; done < length;) {
    const ssize_t count = pread(file, bytes.data() + before + done, length - done, static_cast<off_t>(begin + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      bytes.resize(before);
      if (count == 0) return absl::DataLossError("a segment of the index is shorter than it was");
      return SystemError("read", "a segment of the index");
    }
    done += static_cast<size_t>(count);
  }
  return absl::OkStatus();
}

absl::StatusOr<uint32_t> CrcOf(int file, uint64_t begin, uint64_t end) {
  uint32_t crc = 0;
  std::string part;
  while (begin < end) {
    part.clear();
    const size_t length = std::min<uint64_t>(kReadBytes, end - begin);
    if (absl::Status read = ReadAll(file, begin, length, part); !read.ok()) return read;
    crc = encoding::Crc32(crc, part);
    begin += length;
  }
  return crc;
}

class ContentInFile final : public FactContent {
 public:
  ContentInFile(Descriptor file, uint64_t begin, std::shared_ptr<ContentCache> cache)
      : file_(std::move(file)), begin_(begin), cache_(std::move(cache)), number_(cache_->AddFile()) {}

  absl::Status Append(uint64_t begin, uint64_t end, std::string& bytes) const override {
    return ReadAll(file_.number(), begin_ + begin, end - begin, bytes);
  }
  absl::Status AppendOne(uint64_t begin, uint64_t end, std::string& bytes) const override {
    if (cache_->Append({number_, begin}, bytes)) return absl::OkStatus();
    const size_t before = bytes.size();
    if (absl::Status read = Append(begin, end, bytes); !read.ok()) return read;
    cache_->Keep({number_, begin}, absl::string_view(bytes).substr(before));
    return absl::OkStatus();
  }

 private:
  const Descriptor file_;
  const uint64_t begin_;
  const std::shared_ptr<ContentCache> cache_;
  const uint64_t number_;
};

// A file mapped into memory.
struct Mapping {
  ~Mapping() { munmap(address, length); }
  void* address;
  size_t length;
};

absl::StatusOr<Descriptor> OpenToRead(const std::string& path, int64_t size) {
  Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0 && errno == ENOENT) return absl::DataLossError(absl::StrCat(path, " cannot be opened"));
  struct stat status = {};
  if (file.number() < 0 || fstat(file.number(), &status) != 0) return SystemError("open", path);
  if (status.st_size != size) return absl::DataLossError(absl::StrCat(path, " is not as long as it was"));
  return file;
}

// Removes what was begun unless it was finished.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(std::string path) : path_(std::move(path)) {}
  ~UnfinishedFile() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  absl::Status Rename(const std::string& to) {
    if (rename(path_.c_str(), to.c_str()) != 0) return SystemError("rename", path_);
    path_.clear();
    return absl::OkStatus();
  }

 private:
  std::string path_;
};

// Calls take(entry) for what is in the folder; nothing when there is no folder.
template <typename Take>
absl::Status ForEachEntry(const std::string& path, Take take) {
  std::error_code error;
  std::filesystem::directory_iterator entry(path, error);
  if (error == std::errc::no_such_file_or_directory) return absl::OkStatus();
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) take(*entry);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot read the folder ", path, ": ", error.message()));
}

absl::Status SyncFolder(const std::string& path) {
  const Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0 || fsync(folder.number()) != 0) return SystemError("sync", path);
  return absl::OkStatus();
}

}  // namespace

std::string SegmentFile::Name() const { return absl::StrFormat("%016x-%08x.segment", first_recorded_from, image_crc); }

std::string SegmentFolder::PathOf(const SegmentFile& file) const { return absl::StrCat(path_, "/", file.Name()); }

absl::StatusOr<SegmentFile> SegmentFolder::Write(absl::Span<const std::shared_ptr<const Segment>> parts) const {
  size_t terms = 0;
  for (const auto& part : parts) terms += part->term_count();
  SegmentBuilder builder(terms / 4);  // parts share most
  for (const auto& part : parts) builder.Append(*part);
  const std::string image = builder.Build();
  SegmentFile written;
  written.first_recorded_from = parts.front()->recorded_from(0);
  written.last_recorded_from = parts.back()->recorded_from(static_cast<Doc>(parts.back()->fact_count() - 1));
  written.fact_count = static_cast<int64_t>(builder.fact_count());
  written.image_bytes = static_cast<int64_t>(image.size());
  written.image_crc = encoding::Crc32(0, image);

  std::error_code error;
  std::filesystem::create_directories(path_, error);
  const std::string path = PathOf(written);
  const std::string unfinished = path + ".new";
  const Descriptor file(open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.number() < 0) return SystemError("make", unfinished);
  UnfinishedFile guard(unfinished);
  if (absl::Status wrote = WriteAll(file, unfinished, image); !wrote.ok()) return wrote;
  std::string content;
  for (const auto& part : parts) {
    content.clear();
    if (absl::Status read = part->AppendAllContent(content); !read.ok()) return read;
    if (absl::Status wrote = WriteAll(file, unfinished, content); !wrote.ok()) return wrote;
    written.content_bytes += static_cast<int64_t>(content.size());
    written.content_crc = encoding::Crc32(written.content_crc, content);
  }
  if (fsync(file.number()) != 0) return SystemError("sync", unfinished);
  if (absl::Status renamed = guard.Rename(path); !renamed.ok()) return renamed;
  if (absl::Status synced = SyncFolder(path_); !synced.ok()) {
    unlink(path.c_str());
    return synced;
  }
  return written;
}

absl::StatusOr<std::shared_ptr<const Segment>> SegmentFolder::Open(const SegmentFile& file) const {
  absl::StatusOr<Descriptor> descriptor = OpenToRead(PathOf(file), file.image_bytes + file.content_bytes);
  if (!descriptor.ok()) return descriptor.status();
  const auto length = static_cast<size_t>(file.image_bytes);
  const absl::StatusOr<uint32_t> crc = CrcOf(descriptor->number(), 0, length);
  if (!crc.ok()) return crc.status();
  if (*crc != file.image_crc) return absl::DataLossError(absl::StrCat(PathOf(file), " is damaged"));
  void* const address = mmap(nullptr, length, PROT_READ, MAP_SHARED, descriptor->number(), 0);
  if (address == MAP_FAILED) return SystemError("map", PathOf(file));
  auto mapping = std::shared_ptr<const Mapping>(new Mapping{address, length});
  return Segment::Open(std::move(mapping), {static_cast<const char*>(address), length},
                       std::make_unique<ContentInFile>(*std::move(descriptor), length, cache_));
}

absl::Status SegmentFolder::CheckContent(const SegmentFile& file) const {
  const absl::StatusOr<Descriptor> descriptor = OpenToRead(PathOf(file), file.image_bytes + file.content_bytes);
  if (!descriptor.ok()) return descriptor.status();
  const auto begin = static_cast<uint64_t>(file.image_bytes);
  const absl::StatusOr<uint32_t> crc =
      CrcOf(descriptor->number(), begin, begin + static_cast<uint64_t>(file.content_bytes));
  if (!crc.ok()) return crc.status();
  return *crc == file.content_crc ? absl::OkStatus() : absl::DataLossError(absl::StrCat(PathOf(file), " is damaged"));
}

absl::Status SegmentFolder::RemoveAllBut(const std::vector<SegmentFile>& files) const {
  cache_->Clear();
  std::set<std::string> kept;
  for (const SegmentFile& file : files) kept.insert(file.Name());
  absl::Status removed;
  const absl::Status read = ForEachEntry(path_, [&](const std::filesystem::directory_entry& entry) {
    if (kept.contains(entry.path().filename().string())) return;
    std::error_code failed;
    std::filesystem::remove(entry.path(), failed);
    if (failed) {
      removed = absl::UnavailableError(absl::StrCat("cannot remove ", entry.path().string(), ": ", failed.message()));
    }
  });
  return removed.ok() ? read : removed;
}

int64_t SegmentFolder::Bytes() const {
  int64_t bytes = 0;
  // What cannot be read counts for nothing.
  static_cast<void>(ForEachEntry(path_, [&bytes](const std::filesystem::directory_entry& entry) {
    std::error_code failed;
    const std::uintmax_t size = entry.file_size(failed);
    if (!failed) bytes += static_cast<int64_t>(size);
  }));
  return bytes;
}

}  // namespace dateline::segments
