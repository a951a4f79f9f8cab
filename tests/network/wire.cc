#include "tests/network/wire.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace dateline::testing {
namespace {

constexpr size_t kMaxPacketBytes = 65536;
// More are lost, as in a router.
constexpr size_t kMaxUnderWay = 1000;
// How soon a change of the conditions or the end is noticed.
constexpr std::chrono::milliseconds kLongestPause(20);

}  // namespace

Wire::Wire(int near_device, int far_device, uint32_t seed)
    : lanes_{Lane{near_device, far_device, {}, {}}, Lane{far_device, near_device, {}, {}}},
      random_(seed),
      thread_([this] { Carry(); }) {}

Wire::~Wire() {
  {
    threading::MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
  threading::MutexLock lock(mutex_);
  for (const Lane& lane : lanes_) close(lane.from);
}

void Wire::Set(WireDirection direction, const WireCondition& condition) {
  threading::MutexLock lock(mutex_);
  lanes_[static_cast<size_t>(direction)].condition = condition;
}

void Wire::SetBoth(const WireCondition& condition) {
  Set(WireDirection::kToFar, condition);
  Set(WireDirection::kToNear, condition);
}

int64_t Wire::lost_count() const {
  threading::MutexLock lock(mutex_);
  return lost_count_;
}

void Wire::Carry() {
  std::chrono::milliseconds pause = kLongestPause;
  std::array<pollfd, 2> devices;
  {
    threading::MutexLock lock(mutex_);
    devices = {pollfd{lanes_[0].from, POLLIN, 0}, pollfd{lanes_[1].from, POLLIN, 0}};
  }
  while (true) {
    poll(devices.data(), devices.size(), static_cast<int>(pause.count()));
    threading::MutexLock lock(mutex_);
    if (ending_) return;
    for (Lane& lane : lanes_) TakeIn(lane);
    pause = HandOut();
  }
}

void Wire::TakeIn(Lane& lane) {
  std::array<char, kMaxPacketBytes> buffer;
  std::uniform_real_distribution<double> draw(0, 1);
  for (ssize_t size; (size = read(lane.from, buffer.data(), buffer.size())) > 0;) {
    const bool is_lost =
        lane.condition.is_cut || draw(random_) < lane.condition.loss || lane.under_way.size() >= kMaxUnderWay;
    lost_count_ += is_lost ? 1 : 0;
    if (is_lost) continue;
    const auto due = Clock::now() + absl::ToChronoNanoseconds(lane.condition.delay);
    lane.under_way.push_back({due, {buffer.data(), buffer.data() + size}});
  }
}

std::chrono::milliseconds Wire::HandOut() {
  auto pause = kLongestPause;
  for (Lane& lane : lanes_) {
    const auto now = Clock::now();
    while (!lane.under_way.empty() && lane.under_way.front().due <= now) {
      const std::vector<char> bytes = std::move(lane.under_way.front().bytes);
      lane.under_way.pop_front();
      // A device that cannot take it loses it.
      lost_count_ += write(lane.to, bytes.data(), bytes.size()) < 0 ? 1 : 0;
    }
    if (lane.under_way.empty()) continue;
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(lane.under_way.front().due - now);
    pause = std::min(pause, wait + std::chrono::milliseconds(1));
  }
  return pause;
}

}  // namespace dateline::testing
