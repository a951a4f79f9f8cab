// Which hosts send more than anybody does who waits for answers.
#ifndef DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_
#define DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace dateline::rpc {

// The windows of HTTP/2 hold messages back. Of headers, resets and pings gRPC takes as many as come, and keeps in
// memory what it has not dealt with yet: ten kilobytes for a call that is taken back at once. So a host may send 16 MiB
// a second, and 32 MiB at once beyond that; and where the memory of the process grows by more than 128 MiB within a
// second, whoever sent most in it, if that is more than 256 KiB, is taken for the cause. Not thread-safe.
class FloodWatch {
 public:
  // So many bytes have come from `host` since the last Judge.
  void Note(const std::string& host, uint64_t bytes);

  // The hosts that flood the process, whose own memory is `memory_bytes` now.
  std::vector<std::string> Judge(absl::Time now, double memory_bytes);

 private:
  absl::Time judged_at_ = absl::InfinitePast();
  std::map<std::string, double> beyond_;  // bytes beyond what the host may send in a second
  // The second that runs, or what is left of it after a flood was found.
  absl::Time second_begin_ = absl::InfinitePast();
  double memory_at_begin_ = 0;
  std::map<std::string, uint64_t> sent_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_FLOOD_WATCH_H_
