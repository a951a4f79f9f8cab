// Which names of entities stand for one.
#ifndef DATELINE_QUERY_SERVICE_INDEX_MERGED_NAMES_H_
#define DATELINE_QUERY_SERVICE_INDEX_MERGED_NAMES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/store/database.h"
#include "platform/threading/mutex.h"

namespace dateline::index {

// A version of an entity that is merged into another.
struct Merge {
  int64_t recorded_from;
  int64_t recorded_to;
  std::string name;
  // Empty: the version of `recorded_from`, which is known, ends.
  std::string merged_into;
};

// All versions of entities that are merged into another, in memory. Thread safety: any thread. What was true at a state
// stays so, whatever is added later, but for what Reset takes away.
class MergedNames {
 public:
  // Forgets all for what the table `entity` says. Readers wait only for the exchange; on an error nothing is changed.
  absl::Status Reset(store::Database& database) ABSL_LOCKS_EXCLUDED(mutex_);
  void Clear() ABSL_LOCKS_EXCLUDED(mutex_);
  void Take(const std::vector<Merge>& merges) ABSL_LOCKS_EXCLUDED(mutex_);

  // The entity that `name` stands for at `at`: itself unless it is merged.
  std::string StandsFor(const std::string& name, int64_t at) const ABSL_LOCKS_EXCLUDED(mutex_);
  // That entity, then those merged into it: the names under which facts of it are recorded.
  std::vector<std::string> NamesOf(const std::string& name, int64_t at) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Version {
    int64_t recorded_from;
    int64_t recorded_to;
    std::string merged_into;
  };

  struct Merges {
    void Take(const Merge& merge);
    const std::string& Target(const std::string& name, int64_t at) const;

    absl::flat_hash_map<std::string, std::vector<Version>> versions_of_name;
    absl::flat_hash_map<std::string, std::vector<std::string>> names_merged_into;  // ever
  };

  mutable threading::Mutex mutex_;
  Merges merges_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_MERGED_NAMES_H_
