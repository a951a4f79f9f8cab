// Resource ids of entities, derived from what they are called, so that the order of articles cannot matter.
#ifndef DATELINE_INGEST_SERVICE_RESOLUTION_ENTITY_ID_H_
#define DATELINE_INGEST_SERVICE_RESOLUTION_ENTITY_ID_H_

#include <string>

#include "absl/strings/string_view.h"
#include "ingest_service/extraction/entities/entities.h"

namespace dateline::resolution {

// The name folded, of letters and digits joined by "-": "bui-thanh-son"; other scripts as "~" and hexadecimal bytes. At
// most `max_bytes`; a longer one ends in a hash. "x" where nothing is left.
std::string Slug(absl::string_view name, size_t max_bytes);

// The {entity} of `entities/{entity}`: 1-128 characters of [A-Za-z0-9._~-].
//   country.vn                       a country, by its ISO 3166-1 code
//   person.vn.bui-thanh-son          a person with a name of several words, with its country where known
//   organization.kh.national-assembly, organization.united-nations
//                                    a body, with its country where known; one that the whole world knows, without
//   place.mosul
//   person.son.3f2a...               known by one word or a description only: nobody outside this article
std::string EntityId(const extraction::ArticleEntity& entity, absl::string_view article_name);

// Whether the entity of that id or resource name is nobody outside the article.
bool IsOfOneArticle(absl::string_view entity, absl::string_view article_name);

}  // namespace dateline::resolution

#endif  // DATELINE_INGEST_SERVICE_RESOLUTION_ENTITY_ID_H_
