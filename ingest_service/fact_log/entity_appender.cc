#include "ingest_service/fact_log/entity_appender.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/entity_union.h"

namespace dateline::fact_log {
namespace {

// The entity as the log knows it; nothing: it is new.
absl::StatusOr<std::optional<v1::Entity>> FindEntity(sqlite::Database& database, const std::string& name) {
  auto statement =
      database.Prepare("SELECT payload FROM entity JOIN feed_log USING (feed_offset) WHERE entity.name = ?");
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Bind(name).Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::nullopt;
  const absl::string_view payload = statement->Bytes(0);
  v1::Change change;
  if (!change.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return absl::DataLossError(absl::StrCat("the log's entry of ", name, " cannot be read"));
  }
  return change.has_entity_merged() ? std::move(*change.mutable_entity_merged()->mutable_entity())
                                    : std::move(*change.mutable_entity_changed()->mutable_entity());
}

// Appends the change that made `name` what it is now.
absl::Status Append(const std::string& name, const v1::Change& change, ChangeWriter& writer) {
  const auto offset = writer.Add(change.kind_case(), name, change.SerializeAsString());
  if (!offset.ok()) return offset.status();
  auto statement = writer.database().Prepare("INSERT OR REPLACE INTO entity VALUES (?, ?)");
  if (!statement.ok()) return statement.status();
  return statement->Bind(name).Bind(*offset).Run();
}

absl::Status AppendEntity(const v1::Entity& seen, ChangeWriter& writer) {
  const auto known = FindEntity(writer.database(), seen.name());
  if (!known.ok()) return known.status();
  v1::Change change;
  v1::Entity& entity = *change.mutable_entity_changed()->mutable_entity();
  if (known->has_value()) {
    entity = **known;
  } else {
    entity.set_name(seen.name());
  }
  const bool changed = AddKnowledge(seen, entity);
  return changed || !known->has_value() ? Append(entity.name(), change, writer) : absl::OkStatus();
}

absl::Status AppendMerge(const MergeChange& merge, ChangeWriter& writer) {
  auto known = FindEntity(writer.database(), merge.entity);
  if (!known.ok()) return known.status();
  if (!known->has_value()) return absl::InternalError(absl::StrCat("the log does not know ", merge.entity));
  v1::Change change;
  v1::EntityMerged& merged = *change.mutable_entity_merged();
  merged.set_formerly_merged_into((*known)->merged_into());
  *merged.mutable_entity() = **std::move(known);
  merged.mutable_entity()->set_merged_into(merge.merged_into);
  return Append(merge.entity, change, writer);
}

}  // namespace

absl::Status AppendEntities(absl::Span<const v1::Entity> seen, ChangeWriter& writer) {
  for (const v1::Entity& entity : seen) {
    if (absl::Status appended = AppendEntity(entity, writer); !appended.ok()) return appended;
  }
  return absl::OkStatus();
}

absl::Status AppendMerges(absl::Span<const MergeChange> merges, ChangeWriter& writer) {
  for (const MergeChange& merge : merges) {
    if (absl::Status appended = AppendMerge(merge, writer); !appended.ok()) return appended;
  }
  return absl::OkStatus();
}

}  // namespace dateline::fact_log
