// Which host floods the process.
#ifndef DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_
#define DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/time/time.h"

namespace dateline::rpc {

// The windows of HTTP/2 hold messages back. Of headers, resets and pings gRPC takes as many as come, and keeps in
// memory what it has not dealt with yet: ten kilobytes for a call that is taken back at once. So where the memory of
// the process grows by more than 128 MiB within a second, the host from which most was read in it, if that is more than
// 256 KiB, is taken for the cause. Not thread-safe.
class FloodWatch {
 public:
  // So many bytes were read from `host` since the last Judge.
  void Note(const std::string& host, uint64_t bytes);

  // The host that floods the process, whose own memory is `memory_bytes` now; empty: none.
  std::string Judge(absl::Time now, double memory_bytes);

 private:
  // The second that runs, or what is left of it after a flood was found.
  absl::Time second_begin_ = absl::InfinitePast();
  double memory_at_begin_ = 0;
  std::map<std::string, uint64_t> sent_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_
