// The facts that may be about what a fact is about.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_CLAIM_CANDIDATES_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_CLAIM_CANDIDATES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/fact.pb.h"
#include "query_service/answers/read_state.h"
#include "query_service/segments/fact_index.h"

namespace dateline::answers {

struct ClaimCandidates {
  // The most recently recorded first; each once.
  std::vector<segments::FactPlace> facts;
  // There are more than `limit`.
  bool is_incomplete = false;
};

// The facts of which claims::Compare may say more than that they are not related to `fact`: of its kind and type, which
// share a participant with it, or have none that is known as it has none, and hold or were published about when it
// does, as far as that is known (of an office: of the same holder whenever). And some others. `published`: the day of
// the fact's article. DEADLINE_EXCEEDED.
absl::StatusOr<ClaimCandidates> FindClaimCandidates(const ReadState& state, const v1::Fact& fact,
                                                    std::optional<int32_t> published, size_t limit,
                                                    absl::Time deadline);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_CLAIM_CANDIDATES_H_
