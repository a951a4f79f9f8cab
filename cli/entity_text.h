// Entities for people.
#ifndef DATELINE_CLI_ENTITY_TEXT_H_
#define DATELINE_CLI_ENTITY_TEXT_H_

#include <string>

#include "cli/marked_text.h"
#include "dateline/v1/query_service.pb.h"

namespace dateline::cli {

// One entity with its other names and its offices.
std::string EntityText(const v1::GetEntityResponse& response, const TextLayout& layout);

// A table of what a name may mean, the likeliest first.
std::string ResolvedEntitiesText(const v1::ResolveEntitiesResponse& response, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_ENTITY_TEXT_H_
