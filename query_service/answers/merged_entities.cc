#include "query_service/answers/merged_entities.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "query_service/index/term.h"

namespace dateline::answers {
namespace {

absl::StatusOr<v1::Entity> Parse(const index::EntityRow& row) {
  v1::Entity entity;
  if (entity.ParseFromString(row.bytes)) return entity;
  return absl::DataLossError(absl::StrCat("the stored entity of change ", row.recorded_from, " is damaged"));
}

// Those that are merged into `name`, the most recently changed first.
absl::StatusOr<std::vector<v1::Entity>> FindMerged(ReadState& state, const std::string& name) {
  std::vector<v1::Entity> merged;
  const absl::StatusOr<index::TermEntry> term = state.snapshot.FindTerm({index::TermField::kEntityMergedInto, name});
  if (!term.ok()) return term.status();
  if (term->number == 0) return merged;
  const auto postings = state.snapshot.OpenPostings(term->number);
  for (int64_t next = state.at;;) {
    const absl::StatusOr<std::optional<int64_t>> found = postings->SeekAtMost(next);
    if (!found.ok()) return found.status();
    if (!found->has_value()) return merged;
    next = **found - 1;
    const absl::StatusOr<index::EntityRow> row = state.snapshot.ReadEntity(**found);
    if (!row.ok()) return row.status();
    if (row->recorded_to <= state.at) continue;
    absl::StatusOr<v1::Entity> entity = Parse(*row);
    if (!entity.ok()) return entity.status();
    merged.push_back(*std::move(entity));
  }
}

}  // namespace

absl::StatusOr<std::optional<v1::Entity>> FindStoredEntity(ReadState& state, const std::string& name) {
  const absl::StatusOr<std::optional<index::EntityRow>> row = state.snapshot.FindEntity(name, state.at);
  if (!row.ok()) return row.status();
  if (!row->has_value()) return std::nullopt;
  absl::StatusOr<v1::Entity> entity = Parse(**row);
  if (!entity.ok()) return entity.status();
  return std::optional<v1::Entity>(*std::move(entity));
}

absl::StatusOr<std::vector<std::string>> NamesOfEntity(ReadState& state, const std::string& name) {
  const absl::StatusOr<std::optional<v1::Entity>> entity = FindStoredEntity(state, name);
  if (!entity.ok()) return entity.status();
  const bool is_merged = entity->has_value() && !(*entity)->merged_into().empty();
  std::vector<std::string> names = {is_merged ? (*entity)->merged_into() : name};
  const absl::StatusOr<std::vector<v1::Entity>> merged = FindMerged(state, names.front());
  if (!merged.ok()) return merged.status();
  for (const v1::Entity& other : *merged) names.push_back(other.name());
  return names;
}

absl::Status AddNamesOfMerged(ReadState& state, v1::Entity& entity) {
  const absl::StatusOr<std::vector<v1::Entity>> merged = FindMerged(state, entity.name());
  if (!merged.ok() || merged->empty()) return merged.status();
  std::set<std::string> aliases(entity.aliases().begin(), entity.aliases().end());
  for (const v1::Entity& other : *merged) {
    aliases.insert(other.display_name());
    aliases.insert(other.aliases().begin(), other.aliases().end());
  }
  aliases.erase(entity.display_name());
  entity.mutable_aliases()->Assign(aliases.begin(), aliases.end());
  return absl::OkStatus();
}

}  // namespace dateline::answers
