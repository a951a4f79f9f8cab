// A hash that files hold.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_STABLE_HASH_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_STABLE_HASH_H_

#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"

namespace dateline::segments {

// The same in every process. Mixes as MurmurHash2 (Appleby), eight bytes at a time.
inline uint64_t StableHash(absl::string_view bytes) {
  constexpr uint64_t kMultiplier = 0xc6a4a7935bd1e995;
  uint64_t hash = bytes.size() * kMultiplier;
  while (!bytes.empty()) {
    uint64_t part = 0;
    const size_t length = bytes.size() < sizeof(part) ? bytes.size() : sizeof(part);
    std::memcpy(&part, bytes.data(), length);
    bytes.remove_prefix(length);
    part *= kMultiplier;
    part ^= part >> 47;
    hash = (hash ^ part * kMultiplier) * kMultiplier;
  }
  hash ^= hash >> 47;
  hash *= kMultiplier;
  return hash ^ hash >> 47;
}

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_STABLE_HASH_H_
