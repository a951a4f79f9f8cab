// The files of segments.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_FOLDER_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_FOLDER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "query_service/segments/content_cache.h"
#include "query_service/segments/segment.h"

namespace dateline::segments {

// Which file holds a segment, and by what it is known to be whole.
struct SegmentFile {
  int64_t first_recorded_from = 0;
  int64_t last_recorded_from = 0;
  int64_t fact_count = 0;
  int64_t image_bytes = 0;
  int64_t content_bytes = 0;
  uint32_t image_crc = 0;
  uint32_t content_crc = 0;

  // Follows from what it holds.
  std::string Name() const;

  friend bool operator==(const SegmentFile&, const SegmentFile&) = default;
};

// A file and what is in it.
struct SealedSegment {
  SegmentFile file;
  std::shared_ptr<const Segment> segment;
};

// A folder of files that nobody needs to keep: each can be made anew. For one thread at a time.
class SegmentFolder {
 public:
  // Makes the folder with the first file.
  explicit SegmentFolder(std::string path) : path_(std::move(path)) {}

  // Writes the segment that `parts` make together; when this returns it survives a power cut. REQUIRES: `parts` are not
  // empty and follow one another. UNAVAILABLE, RESOURCE_EXHAUSTED: it cannot be written; nothing of it is left.
  absl::StatusOr<SegmentFile> Write(absl::Span<const std::shared_ptr<const Segment>> parts) const;

  // Maps its image into memory; its content is read as it is asked for. The segment outlives the file's removal.
  // DATA_LOSS: the file is missing or not the one that was written. UNAVAILABLE: it cannot be read now.
  absl::StatusOr<std::shared_ptr<const Segment>> Open(const SegmentFile& file) const;

  // DATA_LOSS: its content is not the one that was written, or the file is missing. UNAVAILABLE as Open.
  absl::Status CheckContent(const SegmentFile& file) const;

  // Removes every file but these, and what was read of any. UNAVAILABLE: the folder cannot be read, or what the
  // error names cannot be removed.
  absl::Status RemoveAllBut(const std::vector<SegmentFile>& files) const;

  // Of all files.
  int64_t Bytes() const;

 private:
  static constexpr size_t kCachedBytes = 64 << 20;

  std::string PathOf(const SegmentFile& file) const;

  const std::string path_;
  const std::shared_ptr<ContentCache> cache_ = std::make_shared<ContentCache>(kCachedBytes);
};

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_FOLDER_H_
