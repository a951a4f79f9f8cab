#include "query_service/segments/content_cache.h"

namespace dateline::segments {
namespace {

// What an entry takes beside its bytes, about.
constexpr size_t kEntryBytes = 96;

}  // namespace

bool ContentCache::Append(const Place& place, std::string& bytes) {
  Shard& shard = ShardOf(place);
  threading::MutexLock lock(shard.mutex);
  const auto known = shard.kept.find(place);
  if (known == shard.kept.end()) return false;
  bytes += known->second;
  return true;
}

void ContentCache::Keep(const Place& place, absl::string_view bytes) {
  Shard& shard = ShardOf(place);
  threading::MutexLock lock(shard.mutex);
  const auto [kept, is_new] = shard.kept.emplace(place, bytes);
  if (!is_new) return;
  shard.oldest_first.push_back(place);
  shard.bytes += bytes.size() + kEntryBytes;
  while (shard.bytes > max_bytes_of_shard_) {
    const auto oldest = shard.kept.find(shard.oldest_first.front());
    shard.bytes -= oldest->second.size() + kEntryBytes;
    shard.kept.erase(oldest);
    shard.oldest_first.pop_front();
  }
}

void ContentCache::Clear() {
  for (Shard& shard : shards_) {
    threading::MutexLock lock(shard.mutex);
    shard.kept.clear();
    shard.oldest_first.clear();
    shard.bytes = 0;
  }
}

}  // namespace dateline::segments
