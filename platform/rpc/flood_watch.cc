#include "platform/rpc/flood_watch.h"

#include <algorithm>
#include <utility>

namespace dateline::rpc {
namespace {

constexpr double kMaxBytesPerSecond = 16 << 20;
constexpr double kMaxBytesAtOnce = 32 << 20;
// More than all messages on their way may take.
constexpr double kMaxGrowthBytes = 128 << 20;
constexpr uint64_t kLeastBytes = 256 << 10;

}  // namespace

void FloodWatch::Note(const std::string& host, uint64_t bytes) {
  beyond_[host] += static_cast<double>(bytes);
  sent_[host] += bytes;
}

std::vector<std::string> FloodWatch::Judge(absl::Time now, double memory_bytes) {
  std::vector<std::string> floods;
  const double allowed = kMaxBytesPerSecond * absl::ToDoubleSeconds(now - std::exchange(judged_at_, now));
  for (auto& [host, bytes] : beyond_) {
    bytes = std::max(0.0, bytes - allowed);
    if (bytes > kMaxBytesAtOnce) floods.push_back(host);
  }
  std::erase_if(beyond_, [](const auto& host) { return host.second == 0; });
  const bool has_grown = second_begin_ != absl::InfinitePast() && memory_bytes - memory_at_begin_ > kMaxGrowthBytes;
  const auto most = std::max_element(sent_.begin(), sent_.end(),
                                     [](const auto& one, const auto& other) { return one.second < other.second; });
  if (has_grown && most != sent_.end() && most->second > kLeastBytes) floods.push_back(most->first);
  if (has_grown || now - second_begin_ >= absl::Seconds(1)) {
    second_begin_ = now;
    memory_at_begin_ = memory_bytes;
    sent_.clear();
  }
  return floods;
}

}  // namespace dateline::rpc
