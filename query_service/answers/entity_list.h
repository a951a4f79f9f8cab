// The entities that ListEntities gives.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_ENTITY_LIST_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_ENTITY_LIST_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.pb.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {

// The entities that hold at the state and are what the request asks for, with a resource name greater than `after`, by
// resource name, until `take` says false; at least one more than a page if there are. With words or an office in
// proportion to the entities that have these, else to what is taken. DEADLINE_EXCEEDED.
absl::Status VisitListedEntities(ReadState& state, const v1::ListEntitiesRequest& request, absl::string_view after,
                                 absl::Time deadline,
                                 absl::FunctionRef<bool(absl::string_view name, absl::string_view bytes)> take);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_ENTITY_LIST_H_
