// The wire between two networks: it delays packets, loses them, and can be cut.
#ifndef DATELINE_TESTS_NETWORK_WIRE_H_
#define DATELINE_TESTS_NETWORK_WIRE_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <random>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"

namespace dateline::testing {

// How packets of one direction fare.
struct WireCondition {
  double loss = 0;  // the part of them that is lost
  absl::Duration delay = absl::ZeroDuration();
  bool is_cut = false;
};

enum class WireDirection { kToFar, kToNear };

// Carries packets between two TUN devices on a thread of its own. Thread safety: any thread.
class Wire {
 public:
  // Closes both descriptors at its end. `seed`: of the losses.
  Wire(int near_device, int far_device, uint32_t seed);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  // Of packets from now on.
  void Set(WireDirection direction, const WireCondition& condition);
  void SetBoth(const WireCondition& condition);

  // Packets that were lost or came to where the wire was cut.
  int64_t lost_count() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Packet {
    Clock::time_point due;
    std::vector<char> bytes;
  };
  struct Lane {
    int from;
    int to;
    WireCondition condition;
    std::deque<Packet> under_way;
  };

  void Carry();
  void TakeIn(Lane& lane) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Hands out what is due; until then the time to the next.
  std::chrono::milliseconds HandOut() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable threading::Mutex mutex_;
  std::array<Lane, 2> lanes_ ABSL_GUARDED_BY(mutex_);
  std::mt19937 random_ ABSL_GUARDED_BY(mutex_);
  int64_t lost_count_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_NETWORK_WIRE_H_
