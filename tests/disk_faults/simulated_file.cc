#include "tests/disk_faults/simulated_file.h"

#include <algorithm>

namespace dateline::testing {
namespace {

constexpr int64_t kSectorBytes = 512;
constexpr int64_t kPageBytes = 4096;

void WriteInto(std::string& content, int64_t offset, absl::string_view bytes) {
  const auto end = static_cast<size_t>(offset) + bytes.size();
  if (content.size() < end) content.resize(end, '\0');
  content.replace(static_cast<size_t>(offset), bytes.size(), bytes.data(), bytes.size());
}

// A number from 0 to `most`; either end as likely as all between.
size_t DrawUpTo(size_t most, std::mt19937_64& random) {
  switch (random() % 3) {
    case 0:
      return 0;
    case 1:
      return most;
    default:
      return random() % (most + 1);
  }
}

}  // namespace

void SimulatedFile::Write(int64_t offset, absl::string_view bytes) {
  WriteInto(content_, offset, bytes);
  pending_.push_back({false, offset, std::string(bytes)});
}

void SimulatedFile::Truncate(int64_t size) {
  content_.resize(static_cast<size_t>(size), '\0');
  pending_.push_back({true, size, ""});
}

void SimulatedFile::Sync() {
  durable_ = content_;
  pending_.clear();
}

std::string SimulatedFile::AfterPowerCut(Survival survival, std::mt19937_64& random) const {
  switch (survival) {
    case Survival::kNothing:
      return durable_;
    case Survival::kEverything:
      return content_;
    case Survival::kUpToAMoment:
      return FirstOperations(random() % (pending_.size() + 1), random);
    case Survival::kSectorsAlone:
      return EachBlockAlone(kSectorBytes, random);
    case Survival::kPagesAlone:
      return EachBlockAlone(kPageBytes, random);
  }
  return "";
}

std::string SimulatedFile::FirstOperations(size_t count, std::mt19937_64& random) const {
  std::string content = durable_;
  for (size_t i = 0; i < count; ++i) {
    const Operation& operation = pending_[i];
    if (operation.is_truncation) {
      content.resize(static_cast<size_t>(operation.offset), '\0');
      continue;
    }
    absl::string_view bytes = operation.bytes;
    if (i + 1 == count) {
      const auto in_sector = static_cast<size_t>(operation.offset % kSectorBytes);
      const size_t sectors = (in_sector + bytes.size() + kSectorBytes - 1) / kSectorBytes;
      const size_t end = (random() % (sectors + 1)) * kSectorBytes;
      bytes = bytes.substr(0, end > in_sector ? end - in_sector : 0);
    }
    WriteInto(content, operation.offset, bytes);
  }
  return content;
}

int64_t SimulatedFile::SizeAfter(size_t count) const {
  auto size = static_cast<int64_t>(durable_.size());
  for (size_t i = 0; i < count; ++i) {
    const Operation& operation = pending_[i];
    const int64_t end = operation.offset + static_cast<int64_t>(operation.bytes.size());
    size = operation.is_truncation ? operation.offset : std::max(size, end);
  }
  return size;
}

int64_t SimulatedFile::LargestSize() const {
  auto size = static_cast<int64_t>(durable_.size());
  for (const Operation& operation : pending_) {
    size = std::max(size, operation.offset + static_cast<int64_t>(operation.bytes.size()));
  }
  return size;
}

std::string SimulatedFile::EachBlockAlone(int64_t block_bytes, std::mt19937_64& random) const {
  std::string content = durable_;
  content.resize(static_cast<size_t>(LargestSize()), static_cast<char>(random() % 2 == 0 ? 0 : random()));
  // How many of the pending operations have reached each block.
  std::vector<size_t> reached(content.size() / static_cast<size_t>(block_bytes) + 1);
  for (size_t& count : reached) count = DrawUpTo(pending_.size(), random);
  for (size_t i = 0; i < pending_.size(); ++i) {
    const Operation& operation = pending_[i];
    const auto file_end = static_cast<int64_t>(content.size());
    const int64_t end =
        operation.is_truncation ? file_end : operation.offset + static_cast<int64_t>(operation.bytes.size());
    for (int64_t start = operation.offset; start < end;) {
      const int64_t block = start / block_bytes;
      const int64_t piece = std::min(end, (block + 1) * block_bytes) - start;
      const auto piece_bytes = static_cast<size_t>(piece);
      if (i < reached[static_cast<size_t>(block)]) {
        if (operation.is_truncation) {
          content.replace(static_cast<size_t>(start), piece_bytes, piece_bytes, '\0');
        } else {
          content.replace(static_cast<size_t>(start), piece_bytes, operation.bytes,
                          static_cast<size_t>(start - operation.offset), piece_bytes);
        }
      }
      start += piece;
    }
  }
  content.resize(static_cast<size_t>(SizeAfter(DrawUpTo(pending_.size(), random))), '\0');
  return content;
}

}  // namespace dateline::testing
