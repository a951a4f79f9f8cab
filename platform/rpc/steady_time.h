// Time for what is measured: nobody sets its clock.
#ifndef DATELINE_PLATFORM_RPC_STEADY_TIME_H_
#define DATELINE_PLATFORM_RPC_STEADY_TIME_H_

#include <chrono>

#include "absl/time/time.h"

namespace dateline::rpc {

// Since a beginning of its own: to be compared with what it gave before, and with nothing else.
inline absl::Time SteadyNow() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_STEADY_TIME_H_
