#include "platform/postgres/connect_gate.h"

#include <algorithm>

namespace dateline::postgres {
namespace {

constexpr absl::Duration kFirstWait = absl::Milliseconds(50);
constexpr absl::Duration kLongestWait = absl::Seconds(2);

}  // namespace

absl::Status ConnectGate::Check() const {
  return std::chrono::steady_clock::now() < next_attempt_ ? error_ : absl::OkStatus();
}

void ConnectGate::Failed(const absl::Status& error) {
  error_ = error;
  wait_ = std::clamp(wait_ * 2, kFirstWait, kLongestWait);
  next_attempt_ =
      std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(wait_ * absl::Uniform(random_, 0.5, 1.0));
}

void ConnectGate::Succeeded() {
  next_attempt_ = {};
  wait_ = absl::ZeroDuration();
}

}  // namespace dateline::postgres
