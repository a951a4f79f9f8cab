// Keeps a server that cannot be reached from being asked all the time.
#ifndef DATELINE_PLATFORM_POSTGRES_CONNECT_GATE_H_
#define DATELINE_PLATFORM_POSTGRES_CONNECT_GATE_H_

#include <chrono>

#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/time/time.h"

namespace dateline::postgres {

// After an attempt that failed no other is made for a while, which doubles from 50 ms to 2 s and is shortened at random
// by up to a half; whoever comes meanwhile is told at once what the last attempt met. Not thread safe.
class ConnectGate {
 public:
  // OK: try.
  absl::Status Check() const;

  void Failed(const absl::Status& error);
  void Succeeded();

 private:
  absl::Status error_;
  std::chrono::steady_clock::time_point next_attempt_;
  absl::Duration wait_ = absl::ZeroDuration();  // the last one, not shortened
  absl::BitGen random_;
};

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_CONNECT_GATE_H_
