#include "ingest_service/resolution/resolve.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "ingest_service/resolution/entity_id.h"

namespace dateline::resolution {
namespace {

using extraction::ArticleEntity;
using language::NameType;

v1::EntityType TypeOf(NameType type) {
  switch (type) {
    case NameType::kPerson:
      return v1::ENTITY_TYPE_PERSON;
    case NameType::kOrganization:
      return v1::ENTITY_TYPE_ORGANIZATION;
    case NameType::kPlace:
      return v1::ENTITY_TYPE_PLACE;
    case NameType::kCountry:
    case NameType::kNationality:
      return v1::ENTITY_TYPE_COUNTRY;
  }
  return v1::ENTITY_TYPE_UNSPECIFIED;
}

v1::Entity Resolved(const ArticleEntity& entity, const std::string& id) {
  v1::Entity resolved;
  resolved.set_name(absl::StrCat("entities/", id));
  resolved.set_type(TypeOf(entity.type));
  resolved.set_display_name(entity.display_name);
  resolved.set_country_code(entity.country_code);
  std::vector<std::string> aliases = entity.names;
  if (!entity.known_as.empty()) aliases.push_back(entity.known_as);
  std::sort(aliases.begin(), aliases.end());
  aliases.erase(std::unique(aliases.begin(), aliases.end()), aliases.end());
  for (std::string& alias : aliases) {
    if (alias != entity.display_name) resolved.add_aliases(std::move(alias));
  }
  return resolved;
}

}  // namespace

std::vector<v1::Entity> ResolveEntities(const extraction::Entities& entities, absl::string_view article_name) {
  std::vector<v1::Entity> resolved;
  resolved.reserve(entities.entities.size());
  absl::flat_hash_map<std::string, int> uses;
  for (const ArticleEntity& entity : entities.entities) {
    std::string id = EntityId(entity, article_name);
    const int use = ++uses[id];
    if (use > 1 && entity.names.empty()) absl::StrAppend(&id, ".", use);
    resolved.push_back(Resolved(entity, id));
  }
  return resolved;
}

}  // namespace dateline::resolution
