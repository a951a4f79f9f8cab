// Writes what becomes known of entities, inside a transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_APPENDER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_APPENDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "dateline/v1/entity.pb.h"
#include "ingest_service/fact_log/change_writer.h"
#include "ingest_service/fact_log/person_registry.h"

namespace dateline::fact_log {

// A revision of an article, which says things of entities.
struct EntitySource {
  std::string article;
  int64_t revision = 0;
  bool is_first = false;  // nothing of the article was ever stored
};

// ENTITY_CHANGED of each entity, serialized v1::Change.
std::vector<std::string> EntityChanges(absl::Span<const v1::Entity> entities);

// From now on the article says `entities`, whose EntityChanges are `changes`, and nothing else of entities. Appends
// ENTITY_CHANGED for each entity that is new, or has other names by it, and ENTITY_REMOVED for each that no article in
// force names any more.
absl::Status SetEntities(const EntitySource& source, absl::Span<const v1::Entity> entities,
                         absl::Span<const std::string> changes, ChangeWriter& writer);

// Appends ENTITY_MERGED for each of `merges` whose entity was not removed. REQUIRES: the log knows the entities merged
// into.
absl::Status AppendMerges(absl::Span<const MergeChange> merges, ChangeWriter& writer);

// An entity as the log knows it; nothing: it does not.
absl::StatusOr<std::optional<v1::Entity>> FindEntity(store::Database& database, absl::string_view name);

// All that the articles in force say of the entity, without `merged_into`; nothing: they do not name it. Stops reading
// as soon as the result is `most`, beyond which nothing that they say goes; of an empty one it reads all.
absl::StatusOr<std::optional<v1::Entity>> UnionOfSources(store::Database& database, absl::string_view name,
                                                         const v1::Entity& most);

// Appends ENTITY_CHANGED with `entity`.
absl::Status AppendEntityChanged(const v1::Entity& entity, ChangeWriter& writer);

// The entity in the payload of ENTITY_CHANGED or ENTITY_MERGED.
absl::StatusOr<v1::Entity> ParseEntity(absl::string_view payload);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_APPENDER_H_
