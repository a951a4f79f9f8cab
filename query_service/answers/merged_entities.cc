#include "query_service/answers/merged_entities.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"

namespace dateline::answers {

absl::Status EntityNotFound(const std::string& name) {
  return errors::Error(absl::StatusCode::kNotFound, "ENTITY_NOT_FOUND", absl::StrCat("no entity ", name));
}

absl::StatusOr<std::optional<v1::Entity>> FindStoredEntity(ReadState& state, const std::string& name) {
  const absl::StatusOr<std::optional<index::EntityRow>> row = state.snapshot.FindEntity(name, state.at);
  if (!row.ok()) return row.status();
  if (!row->has_value()) return std::nullopt;
  v1::Entity entity;
  if (entity.ParseFromString((*row)->bytes)) return std::optional<v1::Entity>(std::move(entity));
  return absl::DataLossError(absl::StrCat("the stored entity of change ", (*row)->recorded_from, " is damaged"));
}

absl::Status AddNamesOfMerged(ReadState& state, v1::Entity& entity) {
  // One that is merged itself has none, and the first of the names is the entity's.
  const std::vector<std::string> names = state.snapshot.merged_names().NamesOf(entity.name(), state.at);
  if (names.size() == 1 || names.front() != entity.name()) return absl::OkStatus();
  std::set<std::string> aliases(entity.aliases().begin(), entity.aliases().end());
  for (size_t i = 1; i < names.size(); ++i) {
    const absl::StatusOr<std::optional<v1::Entity>> other = FindStoredEntity(state, names[i]);
    if (!other.ok()) return other.status();
    if (!other->has_value()) continue;
    aliases.insert((*other)->display_name());
    aliases.insert((*other)->aliases().begin(), (*other)->aliases().end());
  }
  aliases.erase(entity.display_name());
  entity.mutable_aliases()->Assign(aliases.begin(), aliases.end());
  return absl::OkStatus();
}

}  // namespace dateline::answers
