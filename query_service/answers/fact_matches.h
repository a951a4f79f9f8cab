// The facts that a filter asks for.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_FACT_MATCHES_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_FACT_MATCHES_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.pb.h"
#include "query_service/answers/read_state.h"
#include "query_service/index/fact_days.h"
#include "query_service/index/postings.h"

namespace dateline::answers {

// Walks from the most recently recorded to the first.
//
// Each field of the filter is a union of posting lists (one per value); the facts that match all fields are found by
// intersecting these, the rarest first, so that the work is in proportion to the rarest field and not to the index. Of
// valid time the lists know only months: days are compared on the fact's row. Not thread-safe.
class FactMatches {
 public:
  // Facts that held at `state.at`, recorded before offset `before`. `state` must outlive the walk.
  static absl::StatusOr<FactMatches> Open(ReadState& state, const v1::FactFilter& filter, int64_t before,
                                          absl::Time deadline);

  // recorded_from of the next fact; nothing: that was all. DEADLINE_EXCEEDED.
  absl::StatusOr<std::optional<int64_t>> Next();

 private:
  FactMatches(ReadState& state, std::unique_ptr<index::Postings> postings, std::optional<index::DayRange> valid_time,
              int64_t before, absl::Time deadline)
      : state_(state),
        postings_(std::move(postings)),
        valid_time_(valid_time),
        next_(before - 1),
        deadline_(deadline) {}

  absl::StatusOr<bool> Matches(int64_t recorded_from);

  ReadState& state_;
  std::unique_ptr<index::Postings> postings_;
  std::optional<index::DayRange> valid_time_;
  int64_t next_;
  absl::Time deadline_;
  int candidates_ = 0;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_FACT_MATCHES_H_
