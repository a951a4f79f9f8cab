// One file of a disk that can lose power.
#ifndef DATELINE_TESTS_DISK_FAULTS_SIMULATED_FILE_H_
#define DATELINE_TESTS_DISK_FAULTS_SIMULATED_FILE_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::testing {

// How much of what was not synced a power cut leaves.
enum class Survival {
  kNothing,
  kEverything,
  kUpToAMoment,   // all operations before one, which is torn between sectors
  kSectorsAlone,  // of each sector of 512 bytes, a version of its own
  kPagesAlone,    // of each page of 4096 bytes
};

// What a running system sees, what is safe, and the operations between the two. Not thread-safe.
class SimulatedFile {
 public:
  explicit SimulatedFile(std::string content = "") : content_(content), durable_(std::move(content)) {}

  const std::string& content() const { return content_; }

  void Write(int64_t offset, absl::string_view bytes);
  void Truncate(int64_t size);
  void Sync();

  // What may be there after a power cut now. Sectors never go back behind what was synced, and each holds one of the
  // versions that were written to it; those of a file that grew may hold anything.
  std::string AfterPowerCut(Survival survival, std::mt19937_64& random) const;

 private:
  struct Operation {
    bool is_truncation;
    int64_t offset;  // or the new size
    std::string bytes;
  };
  std::string FirstOperations(size_t count, std::mt19937_64& random) const;
  std::string EachBlockAlone(int64_t block_bytes, std::mt19937_64& random) const;
  int64_t LargestSize() const;
  // The size after the first `count` operations.
  int64_t SizeAfter(size_t count) const;

  std::string content_;
  std::string durable_;
  std::vector<Operation> pending_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_SIMULATED_FILE_H_
