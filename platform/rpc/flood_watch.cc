#include "platform/rpc/flood_watch.h"

#include <algorithm>

namespace dateline::rpc {
namespace {

constexpr uint64_t kLeastBytes = 256 << 10;

}  // namespace

bool FloodWatch::HasGrown(double memory_bytes) const {
  return second_begin_ != absl::InfinitePast() && memory_bytes - memory_at_begin_ > max_growth_bytes_;
}

bool FloodWatch::IsDue(absl::Time now, double memory_bytes) const {
  return now - second_begin_ >= absl::Seconds(1) || HasGrown(memory_bytes);
}

void FloodWatch::Note(const std::string& host, uint64_t bytes) { sent_[host] += bytes; }

std::string FloodWatch::Judge(absl::Time now, double memory_bytes) {
  const auto most = std::max_element(sent_.begin(), sent_.end(),
                                     [](const auto& one, const auto& other) { return one.second < other.second; });
  const bool is_found = HasGrown(memory_bytes) && most != sent_.end() && most->second > kLeastBytes;
  std::string flood = is_found ? most->first : "";
  second_begin_ = now;
  memory_at_begin_ = memory_bytes;
  sent_.clear();
  return flood;
}

}  // namespace dateline::rpc
