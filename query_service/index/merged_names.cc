#include "query_service/index/merged_names.h"

#include <algorithm>
#include <utility>

namespace dateline::index {

absl::Status MergedNames::Reset(store::Database& database) {
  auto select = database.Prepare(
      "SELECT recorded_from, recorded_to, name, merged_into FROM entity WHERE merged_into <> '' ORDER BY "
      "recorded_from");
  if (!select.ok()) return select.status();
  Merges merges;
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    merges.Take({select->Integer(0), select->Integer(1), std::string(select->Text(2)), std::string(select->Text(3))});
  }
  threading::MutexLock lock(mutex_);
  std::swap(merges_, merges);
  return absl::OkStatus();
}

void MergedNames::Clear() {
  threading::MutexLock lock(mutex_);
  merges_ = Merges();
}

void MergedNames::Take(const std::vector<Merge>& merges) {
  threading::MutexLock lock(mutex_);
  for (const Merge& merge : merges) merges_.Take(merge);
}

void MergedNames::Merges::Take(const Merge& merge) {
  std::vector<Version>& versions = versions_of_name[merge.name];
  if (merge.merged_into.empty()) {
    for (Version& version : versions) {
      if (version.recorded_from == merge.recorded_from) version.recorded_to = merge.recorded_to;
    }
    return;
  }
  versions.push_back({merge.recorded_from, merge.recorded_to, merge.merged_into});
  std::vector<std::string>& names = names_merged_into[merge.merged_into];
  if (std::find(names.begin(), names.end(), merge.name) == names.end()) names.push_back(merge.name);
}

const std::string& MergedNames::Merges::Target(const std::string& name, int64_t at) const {
  const auto known = versions_of_name.find(name);
  if (known == versions_of_name.end()) return name;
  for (const Version& version : known->second) {
    if (version.recorded_from <= at && at < version.recorded_to) return version.merged_into;
  }
  return name;
}

std::string MergedNames::StandsFor(const std::string& name, int64_t at) const {
  threading::MutexLock lock(mutex_);
  return merges_.Target(name, at);
}

std::vector<std::string> MergedNames::NamesOf(const std::string& name, int64_t at) const {
  threading::MutexLock lock(mutex_);
  std::vector<std::string> result = {merges_.Target(name, at)};
  const auto merged = merges_.names_merged_into.find(result.front());
  if (merged == merges_.names_merged_into.end()) return result;
  for (const std::string& other : merged->second) {
    if (other != result.front() && merges_.Target(other, at) == result.front()) result.push_back(other);
  }
  return result;
}

}  // namespace dateline::index
