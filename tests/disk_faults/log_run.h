// One random life of a log, with power cuts.
#ifndef DATELINE_TESTS_DISK_FAULTS_LOG_RUN_H_
#define DATELINE_TESTS_DISK_FAULTS_LOG_RUN_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/disk_faults/log_check.h"
#include "tests/disk_faults/simulated_vfs.h"
#include "tests/disk_faults/submissions.h"

namespace dateline::testing {

// A client that sends to a log over several sessions. A session ends in order or in a power cut, from which the next
// one goes on. In between, many power cuts that might have been are kept, and each is recovered from and checked.
// Everything follows from the seed.
class LogRun {
 public:
  // `path` names the log on the simulated disk, and on the real one its lock. `vfs` must outlive the run.
  LogRun(SimulatedVfs& vfs, const std::string& path, uint64_t seed, DiskFault fault = DiskFault::kNone);

  // An error says what a recovered log lacks.
  absl::Status Run();

  // Recovered and checked, so far.
  int64_t crash_states() const { return crash_states_; }

 private:
  struct CrashState {
    DiskImage image;
    size_t acknowledged;
    size_t sent;
  };

  absl::Status RunSession();
  absl::Status SendGroups(int group_size);
  void KeepCrashState();
  absl::Status CheckCrashStates();
  absl::StatusOr<size_t> Recover(const CrashState& state);

  SimulatedVfs& vfs_;
  const std::string path_;
  const DiskFault fault_;
  std::mt19937_64 random_;
  std::mt19937_64 crash_random_;
  SubmissionScript script_;
  std::shared_ptr<SimulatedDisk> disk_;
  bool power_is_off_ = false;
  std::atomic<size_t> acknowledged_ = 0;
  std::map<int64_t, uint32_t> chain_crcs_;
  std::vector<CrashState> kept_;
  int64_t crash_states_ = 0;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_LOG_RUN_H_
