// How long each stage takes.
#ifndef DATELINE_INGEST_SERVICE_PIPELINE_STAGE_CLOCK_H_
#define DATELINE_INGEST_SERVICE_PIPELINE_STAGE_CLOCK_H_

#include <chrono>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace dateline::pipeline {

struct StageTime {
  const char* stage;
  absl::Duration duration;
};

// The first stage begins with the clock, each other one where the one before it ends.
class StageClock {
 public:
  void End(const char* stage) {
    const auto now = std::chrono::steady_clock::now();
    times_.push_back({stage, absl::FromChrono(now - begin_)});
    begin_ = now;
  }

  std::vector<StageTime> Take() { return std::move(times_); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::vector<StageTime> times_;
};

}  // namespace dateline::pipeline

#endif  // DATELINE_INGEST_SERVICE_PIPELINE_STAGE_CLOCK_H_
