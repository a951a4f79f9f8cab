// Who is who beyond one article.
#ifndef DATELINE_INGEST_SERVICE_RESOLUTION_RESOLVE_H_
#define DATELINE_INGEST_SERVICE_RESOLUTION_RESOLVE_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "dateline/v1/entity.pb.h"
#include "ingest_service/extraction/entities/entities.h"

namespace dateline::resolution {

// Resource name, type, names and country of each entity of an article, by index of `entities.entities`. A pure function
// of its arguments: entities that share a full name (or a country's code) get one resource name in whichever order
// articles come. Unnamed entities of one description in an article are told apart by a number.
std::vector<v1::Entity> ResolveEntities(const extraction::Entities& entities, absl::string_view article_name);

}  // namespace dateline::resolution

#endif  // DATELINE_INGEST_SERVICE_RESOLUTION_RESOLVE_H_
