// Which entities a name may mean.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_NAME_RESOLUTION_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_NAME_RESOLUTION_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.pb.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {

// The entities with a NameScore, the best first, those of one score by their number of facts, then by name. A name of
// an entity that is merged into another finds that other. When no person has the name, titles may stand before it
// ("Deputy PM and FM Son"): persons who hold offices of these words have the score of the words behind, at most 0.9.
// Slips are allowed when fewer than `enough` are found without. At most `max_candidates` each with the whole name, with
// its words, with each of its ends and with words near it are looked at.
absl::StatusOr<std::vector<v1::ResolvedEntity>> ResolveName(ReadState& state, const v1::ResolveEntitiesRequest& request,
                                                            size_t enough, int max_candidates, absl::Time deadline);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_NAME_RESOLUTION_H_
