#include "platform/rpc/flood_watch.h"

#include <algorithm>

namespace dateline::rpc {
namespace {

// More than all messages on their way may take.
constexpr double kMaxGrowthBytes = 128 << 20;
constexpr uint64_t kLeastBytes = 256 << 10;

}  // namespace

void FloodWatch::Note(const std::string& host, uint64_t bytes) { sent_[host] += bytes; }

std::string FloodWatch::Judge(absl::Time now, double memory_bytes) {
  const bool has_grown = second_begin_ != absl::InfinitePast() && memory_bytes - memory_at_begin_ > kMaxGrowthBytes;
  const auto most = std::max_element(sent_.begin(), sent_.end(),
                                     [](const auto& one, const auto& other) { return one.second < other.second; });
  const bool is_found = has_grown && most != sent_.end() && most->second > kLeastBytes;
  std::string flood = is_found ? most->first : "";
  if (has_grown || now - second_begin_ >= absl::Seconds(1)) {
    second_begin_ = now;
    memory_at_begin_ = memory_bytes;
    sent_.clear();
  }
  return flood;
}

}  // namespace dateline::rpc
