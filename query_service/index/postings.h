// Lists of offsets under which an index finds entities.
#ifndef DATELINE_QUERY_SERVICE_INDEX_POSTINGS_H_
#define DATELINE_QUERY_SERVICE_INDEX_POSTINGS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"

namespace dateline::index {

// A descending list of offsets, read from the newest to the oldest. Not thread-safe.
class Postings {
 public:
  virtual ~Postings() = default;

  // The greatest offset of the list that is at most `offset`; nothing: there is none. REQUIRES: `offset` is at most
  // that of the call before.
  virtual absl::StatusOr<std::optional<int64_t>> SeekAtMost(int64_t offset) = 0;
};

// What is in at least one of the lists.
class UnionPostings final : public Postings {
 public:
  explicit UnionPostings(std::vector<std::unique_ptr<Postings>> lists);
  absl::StatusOr<std::optional<int64_t>> SeekAtMost(int64_t offset) override;

 private:
  struct Head {
    std::unique_ptr<Postings> list;
    // Where the list stands; nothing: at its end.
    std::optional<int64_t> offset;
    bool was_read = false;
  };
  std::vector<Head> heads_;
};

// What is in all of the lists. Costs in proportion to the shortest when it comes first. REQUIRES: at least one list.
class IntersectionPostings final : public Postings {
 public:
  explicit IntersectionPostings(std::vector<std::unique_ptr<Postings>> lists);
  absl::StatusOr<std::optional<int64_t>> SeekAtMost(int64_t offset) override;

 private:
  const std::vector<std::unique_ptr<Postings>> lists_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_POSTINGS_H_
