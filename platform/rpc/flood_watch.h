// Which host floods the process.
#ifndef DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_
#define DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/time/time.h"

namespace dateline::rpc {

// The windows of HTTP/2 hold messages back. Of headers and resets gRPC takes as many as come, and keeps in memory what
// it has not dealt with yet: ten kilobytes for a call that is taken back at once. So where the memory of the process
// grows within a second by more than its work makes it grow, the host from which most was read in it, if that is more
// than 256 KiB, is taken for the cause. Not thread-safe.
class FloodWatch {
 public:
  // `max_growth_bytes`: of the process's own memory within a second, where nobody floods it.
  explicit FloodWatch(int64_t max_growth_bytes) : max_growth_bytes_(static_cast<double>(max_growth_bytes)) {}

  // Whether there is something to judge: it is time, or the process's own memory, `memory_bytes` now, has grown.
  bool IsDue(absl::Time now, double memory_bytes) const;
  // So many bytes were read from `host` since the last Judge.
  void Note(const std::string& host, uint64_t bytes);
  // The host that floods the process; empty: none.
  std::string Judge(absl::Time now, double memory_bytes);

 private:
  bool HasGrown(double memory_bytes) const;

  const double max_growth_bytes_;
  // The second that runs, or what is left of it after a flood was found.
  absl::Time second_begin_ = absl::InfinitePast();
  double memory_at_begin_ = 0;
  std::map<std::string, uint64_t> sent_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_
