// One random life of a query index, with power cuts.
#ifndef DATELINE_TESTS_DISK_FAULTS_INDEX_RUN_H_
#define DATELINE_TESTS_DISK_FAULTS_INDEX_RUN_H_

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "query_service/index/index_writer.h"
#include "tests/disk_faults/simulated_vfs.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::testing {

// A feed that is applied batch by batch, over several openings of the index. Many power cuts that might have been are
// kept; each is recovered from: the index must hold what it held after some batch, whole, none before its last closing
// or what it confirmed last, and reach the same end when it goes on. Everything follows from the seed.
class IndexRun {
 public:
  // `path` names the index on the simulated disk, and on the real one its lock. `vfs` must outlive the run.
  IndexRun(SimulatedVfs& vfs, const std::string& path, uint64_t seed, DiskFault fault = DiskFault::kNone);

  // An error says how a recovered index is wrong.
  absl::Status Run();

  // Recovered and checked, so far.
  int64_t crash_states() const { return crash_states_; }

 private:
  struct CrashState {
    DiskImage image;
    int64_t least_offset;  // of the last closing or confirmation
  };

  absl::Status Apply(size_t batches);
  absl::Status Recover(const CrashState& state);

  SimulatedVfs& vfs_;
  const std::string path_;
  std::mt19937_64 random_;
  std::mt19937_64 crash_random_;
  SampleFeed feed_;
  std::shared_ptr<SimulatedDisk> disk_;
  std::map<int64_t, std::string> contents_;  // of the index, by its position
  index::ContentTotals end_;
  int64_t durable_to_ = 0;
  std::vector<CrashState> kept_;
  int64_t crash_states_ = 0;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_INDEX_RUN_H_
