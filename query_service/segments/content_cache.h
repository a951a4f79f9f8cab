// Facts that were read lately.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_CONTENT_CACHE_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_CONTENT_CACHE_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "platform/threading/mutex.h"

namespace dateline::segments {

// Bytes of facts by where they are: a call into the system for each would cost more than the rest of a page. When it is
// full, the oldest go. Thread safety: any thread.
class ContentCache {
 public:
  // A file of its own and a place in it.
  using Place = std::pair<uint64_t, uint64_t>;

  explicit ContentCache(size_t max_bytes) : max_bytes_of_shard_(max_bytes / kShards) {}

  // A number for a file.
  uint64_t AddFile() { return ++files_; }
  // Appends what is kept. False: nothing is.
  bool Append(const Place& place, std::string& bytes);
  void Keep(const Place& place, absl::string_view bytes);
  void Clear();

 private:
  static constexpr size_t kShards = 16;
  struct Shard {
    threading::Mutex mutex;
    absl::flat_hash_map<Place, std::string> kept ABSL_GUARDED_BY(mutex);
    std::deque<Place> oldest_first ABSL_GUARDED_BY(mutex);
    size_t bytes ABSL_GUARDED_BY(mutex) = 0;
  };
  Shard& ShardOf(const Place& place) { return shards_[absl::HashOf(place) / 128 % kShards]; }

  const size_t max_bytes_of_shard_;
  std::atomic<uint64_t> files_ = 0;
  std::array<Shard, kShards> shards_;
};

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_CONTENT_CACHE_H_
