// Do indexes of one feed hold the same?
#ifndef DATELINE_CLI_CHECKSUM_COMPARISON_H_
#define DATELINE_CLI_CHECKSUM_COMPARISON_H_

#include <string>
#include <vector>

#include "dateline/v1/query_service.pb.h"

namespace dateline::cli {

// What a query service answered, and where it listens.
struct IndexAt {
  std::string address;
  v1::GetIndexStatusResponse status;
};

// Indexes can be compared when they follow one feed and are at one change.
struct ChecksumComparison {
  // How many are at the change of at least one other, and have a checksum.
  int compared = 0;
  // Which of them do not hold the same, in one line; empty: all agree.
  std::string difference;
};

ChecksumComparison CompareChecksums(const std::vector<IndexAt>& indexes);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_CHECKSUM_COMPARISON_H_
