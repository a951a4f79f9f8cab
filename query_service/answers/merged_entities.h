// Entities that turned out to be one.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_MERGED_ENTITIES_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_MERGED_ENTITIES_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "dateline/v1/entity.pb.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {

// NOT_FOUND (ENTITY_NOT_FOUND).
absl::Status EntityNotFound(const std::string& name);

// The entity as it is stored; nothing: there is none. DATA_LOSS: it cannot be read.
absl::StatusOr<std::optional<v1::Entity>> FindStoredEntity(ReadState& state, const std::string& name);

// Gives `entity`, which stands for itself, the names of those merged into it. In proportion to these.
absl::Status AddNamesOfMerged(ReadState& state, v1::Entity& entity);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_MERGED_ENTITIES_H_
