#include "cli/checksum_comparison.h"

#include <cstdint>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace dateline::cli {
namespace {

using AddressesByChecksum = std::map<std::string, std::vector<std::string>>;

std::string Describe(int64_t offset, const AddressesByChecksum& addresses) {
  std::vector<std::string> parts;
  for (const auto& [checksum, those] : addresses) {
    parts.push_back(absl::StrCat(absl::StrJoin(those, ", "), those.size() == 1 ? " has " : " have ", checksum));
  }
  return absl::StrCat("indexes differ at change ", offset, ": ", absl::StrJoin(parts, "; "),
                      "; check each with dateline-query --check, and delete the one that is wrong");
}

}  // namespace

ChecksumComparison CompareChecksums(const std::vector<IndexAt>& indexes) {
  std::map<std::pair<std::string, int64_t>, AddressesByChecksum> states;
  for (const IndexAt& index : indexes) {
    if (index.status.content_checksum().empty()) continue;
    states[{index.status.feed_id(), index.status.applied_offset()}][index.status.content_checksum()].push_back(
        index.address);
  }
  ChecksumComparison comparison;
  for (const auto& [state, addresses] : states) {
    int count = 0;
    for (const auto& [checksum, those] : addresses) count += static_cast<int>(those.size());
    if (count > 1) comparison.compared += count;
    if (addresses.size() > 1 && comparison.difference.empty()) {
      comparison.difference = Describe(state.second, addresses);
    }
  }
  return comparison;
}

}  // namespace dateline::cli
