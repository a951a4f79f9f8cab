// Names in any spelling -> resource names of entities.
#ifndef DATELINE_CLI_ENTITY_LOOKUP_H_
#define DATELINE_CLI_ENTITY_LOOKUP_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/service_client.h"
#include "dateline/v1/consistency.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"

namespace dateline::cli {

// `text` itself when it is a resource name, else every entity that it fits best (several when it fits them equally
// well), of the state that `consistency` asks for. NOT_FOUND: nobody of that name.
absl::StatusOr<std::vector<std::string>> LookUpEntities(ServiceClient<v1::QueryService>& client,
                                                        const std::string& text, const v1::Consistency& consistency);

// The one entity that it fits best. INVALID_ARGUMENT: several.
absl::StatusOr<std::string> LookUpEntity(ServiceClient<v1::QueryService>& client, const std::string& text,
                                         const v1::Consistency& consistency);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_ENTITY_LOOKUP_H_
