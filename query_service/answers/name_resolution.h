// Which entities a name may mean.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_NAME_RESOLUTION_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_NAME_RESOLUTION_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.pb.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {

// How well `text` names the entity, by folded words:
//   1          it is the whole display name
//   0.95       it is a whole alias
//   0 to 0.9   its words are all in one of the names: 0.9 times the share of that name's words that they are
//   0          else
double NameScore(absl::string_view text, const v1::Entity& entity);

// The entities with a score, the best first, those of one score by their number of facts, then by name. A name of
// an entity that is merged into another finds that other. When no person has the name, titles may stand before it
// ("Deputy PM and FM Son"): persons who hold offices of these words have the score of the words behind, at most 0.9. At
// most `max_candidates` with the whole name, as many with its words and with each of its ends are looked at.
absl::StatusOr<std::vector<v1::ResolvedEntity>> ResolveName(ReadState& state, const v1::ResolveEntitiesRequest& request,
                                                            int max_candidates, absl::Time deadline);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_NAME_RESOLUTION_H_
