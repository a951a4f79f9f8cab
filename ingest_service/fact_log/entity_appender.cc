#include "ingest_service/fact_log/entity_appender.h"

#include <map>
#include <set>
#include <utility>

#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/entity_union.h"
#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {
namespace {

constexpr RowInsert kPointToChange{
    "INSERT INTO entity VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET feed_offset = excluded.feed_offset",
    "TEXT, BIGINT"};
constexpr RowInsert kInsertSource{
    "INSERT INTO entity_source VALUES (?, ?, ?, 1, ?) ON CONFLICT (entity, article, revision)"
    " DO UPDATE SET in_force = excluded.in_force, payload = excluded.payload",
    "TEXT, TEXT, BIGINT, BYTEA"};

// The change that says what an entity is.
struct KnownEntity {
  std::string payload;
  int64_t offset = 0;
};

// What the log knows of the entity is in `known` when `trip` has run; nothing: it does not know it.
void AskEntity(absl::string_view name, store::Database& database, store::RoundTrip& trip,
               std::optional<KnownEntity>& known) {
  trip.Ask(
      PrepareWith(database, "SELECT payload, feed_offset FROM entity JOIN feed_log USING (feed_offset) WHERE name = ?",
                  {name}),
      [&](const store::Statement& row) {
        known = KnownEntity{std::string(row.Bytes(0)), row.Integer(1)};
        return absl::OkStatus();
      });
}

// Appends `change`, and makes it the one that says what the entity is. REQUIRES: the one before it was retired.
absl::Status Append(const v1::Change& change, absl::string_view name, ChangeWriter& writer) {
  const auto offset = writer.Add(change.kind_case(), name, change.SerializeAsString());
  if (!offset.ok()) return offset.status();
  return Insert(writer.database(), kPointToChange, {name, *offset});
}

// An entity of which something new is said by `change`, and nothing less.
absl::Status AddSeen(const v1::Entity& seen, const std::string& change, const std::optional<KnownEntity>& known,
                     ChangeWriter& writer) {
  v1::Entity entity;
  entity.set_name(seen.name());
  if (known.has_value()) {
    if (known->payload == change) return absl::OkStatus();
    absl::StatusOr<v1::Entity> before = ParseEntity(known->payload);
    if (!before.ok()) return before.status();
    entity = *std::move(before);
  }
  if (!AddKnowledge(seen, entity) && known.has_value()) return absl::OkStatus();
  if (known.has_value()) {
    if (absl::Status retired = writer.Retire(known->offset); !retired.ok()) return retired;
  }
  v1::Change changed;
  *changed.mutable_entity_changed()->mutable_entity() = std::move(entity);
  return Append(changed, seen.name(), writer);
}

absl::Status Retire(absl::string_view name, ChangeWriter& writer) {
  return writer.Retire("SELECT feed_offset FROM entity WHERE name = ?", name);
}

absl::Status AppendRemoved(const std::string& name, ChangeWriter& writer) {
  if (absl::Status retired = Retire(name, writer); !retired.ok()) return retired;
  v1::Change change;
  change.mutable_entity_removed()->set_entity(name);
  const auto offset = writer.Add(change.kind_case(), name, change.SerializeAsString());
  if (!offset.ok()) return offset.status();
  return Run(writer.database(), "DELETE FROM entity WHERE name = ?", {absl::string_view(name)});
}

// An entity of which something is no longer said; `said`: what is said now in its place, or null.
absl::Status Recompute(const std::string& name, const v1::Entity* said, ChangeWriter& writer) {
  const auto known = FindEntity(writer.database(), name);
  if (!known.ok()) return known.status();
  const v1::Entity before = known->value_or(v1::Entity());
  v1::Entity most = before;
  if (said != nullptr) AddKnowledge(*said, most);
  auto rest = UnionOfSources(writer.database(), name, most);
  if (!rest.ok()) return rest.status();
  if (!rest->has_value()) return known->has_value() ? AppendRemoved(name, writer) : absl::OkStatus();
  (*rest)->set_merged_into(before.merged_into());
  if ((*rest)->SerializeAsString() == before.SerializeAsString()) return absl::OkStatus();
  return AppendEntityChanged(**rest, writer);
}

// What the article says now, by entity.
absl::StatusOr<std::map<std::string, std::string>> SourcesInForce(store::Database& database,
                                                                  absl::string_view article) {
  std::map<std::string, std::string> payloads;
  const absl::Status read =
      ForEachRow(database, "SELECT entity, payload FROM entity_source WHERE article = ? AND in_force = 1", {article},
                 [&](const store::Statement& row) {
                   payloads[std::string(row.Text(0))] = std::string(row.Bytes(1));
                   return absl::OkStatus();
                 });
  if (!read.ok()) return read;
  return payloads;
}

absl::Status TakeBackSources(store::Database& database, const EntitySource& source) {
  return Run(database, "UPDATE entity_source SET in_force = 0 WHERE article = ? AND in_force = 1", {source.article});
}

}  // namespace

absl::StatusOr<v1::Entity> ParseEntity(absl::string_view payload) {
  absl::StatusOr<v1::Change> change = ParseChange(payload);
  if (!change.ok()) return change.status();
  return change->has_entity_merged() ? std::move(*change->mutable_entity_merged()->mutable_entity())
                                     : std::move(*change->mutable_entity_changed()->mutable_entity());
}

absl::StatusOr<std::optional<v1::Entity>> FindEntity(store::Database& database, absl::string_view name) {
  std::optional<KnownEntity> known;
  store::RoundTrip trip(database);
  AskEntity(name, database, trip, known);
  if (absl::Status run = trip.Run(); !run.ok()) return run;
  if (!known.has_value()) return std::nullopt;
  return ParseEntity(known->payload);
}

absl::StatusOr<std::optional<v1::Entity>> UnionOfSources(store::Database& database, absl::string_view name,
                                                         const v1::Entity& most) {
  v1::Entity goal = most;
  goal.clear_merged_into();
  const std::string goal_bytes = goal.SerializeAsString();
  constexpr int64_t kAtOnce = 200;
  std::optional<v1::Entity> entity;
  std::string article;  // the last that was read
  int64_t revision = -1;
  int64_t read = kAtOnce;
  const auto take = [&](const store::Statement& row) {
    ++read;
    article = std::string(row.Text(1));
    revision = row.Integer(2);
    const absl::StatusOr<v1::Entity> said = ParseEntity(row.Bytes(0));
    if (!said.ok()) return said.status();
    if (!entity.has_value()) entity.emplace().set_name(said->name());
    AddKnowledge(*said, *entity);
    return entity->SerializeAsString() == goal_bytes ? absl::CancelledError() : absl::OkStatus();
  };
  while (read == kAtOnce) {
    read = 0;
    const absl::Status taken = ForEachRow(database,
                                          "SELECT payload, article, revision FROM entity_source"
                                          " WHERE entity = ? AND in_force = 1 AND (article, revision) > (?, ?)"
                                          " ORDER BY article, revision LIMIT ?",
                                          {name, absl::string_view(article), revision, kAtOnce}, take);
    if (absl::IsCancelled(taken)) break;
    if (!taken.ok()) return taken;
  }
  return entity;
}

absl::Status AppendEntityChanged(const v1::Entity& entity, ChangeWriter& writer) {
  if (absl::Status retired = Retire(entity.name(), writer); !retired.ok()) return retired;
  v1::Change change;
  *change.mutable_entity_changed()->mutable_entity() = entity;
  return Append(change, entity.name(), writer);
}

std::vector<std::string> EntityChanges(absl::Span<const v1::Entity> entities) {
  std::vector<std::string> changes;
  for (const v1::Entity& entity : entities) {
    v1::Change change;
    *change.mutable_entity_changed()->mutable_entity() = entity;
    changes.push_back(change.SerializeAsString());
  }
  return changes;
}

absl::Status SetEntities(const EntitySource& source, absl::Span<const v1::Entity> entities,
                         absl::Span<const std::string> changes, ChangeWriter& writer) {
  std::map<std::string, std::string> taken_back;  // what the article said before and does not say now
  if (!source.is_first) {
    auto before = SourcesInForce(writer.database(), source.article);
    if (!before.ok()) return before.status();
    taken_back = *std::move(before);
    if (absl::Status done = TakeBackSources(writer.database(), source); !done.ok()) return done;
  }
  std::vector<size_t> only_added;
  std::map<std::string, const v1::Entity*> said_otherwise;
  for (size_t i = 0; i < entities.size(); ++i) {
    const v1::Entity& entity = entities[i];
    const absl::Status written =
        Insert(writer.database(), kInsertSource, {entity.name(), source.article, source.revision, Bytes{changes[i]}});
    if (!written.ok()) return written;
    const auto before = taken_back.find(entity.name());
    if (before == taken_back.end()) {
      only_added.push_back(i);
    } else if (before->second == changes[i]) {
      taken_back.erase(before);
    } else {
      said_otherwise[entity.name()] = &entity;
    }
  }
  std::vector<std::optional<KnownEntity>> known(entities.size());
  store::RoundTrip trip(writer.database());
  for (const size_t i : only_added) AskEntity(entities[i].name(), writer.database(), trip, known[i]);
  if (absl::Status run = trip.Run(); !run.ok()) return run;
  for (const size_t i : only_added) {
    if (absl::Status added = AddSeen(entities[i], changes[i], known[i], writer); !added.ok()) return added;
  }
  for (const auto& [entity, payload] : taken_back) {
    const auto said = said_otherwise.find(entity);
    const v1::Entity* const now = said == said_otherwise.end() ? nullptr : said->second;
    if (absl::Status recomputed = Recompute(entity, now, writer); !recomputed.ok()) return recomputed;
  }
  return absl::OkStatus();
}

absl::Status AppendMerges(absl::Span<const MergeChange> merges, ChangeWriter& writer) {
  std::vector<std::optional<KnownEntity>> known(merges.size());
  store::RoundTrip trip(writer.database());
  for (size_t i = 0; i < merges.size(); ++i) AskEntity(merges[i].entity, writer.database(), trip, known[i]);
  if (absl::Status run = trip.Run(); !run.ok()) return run;
  for (size_t i = 0; i < merges.size(); ++i) {
    if (!known[i].has_value()) continue;
    absl::StatusOr<v1::Entity> entity = ParseEntity(known[i]->payload);
    if (!entity.ok()) return entity.status();
    if (absl::Status retired = writer.Retire(known[i]->offset); !retired.ok()) return retired;
    v1::Change change;
    v1::EntityMerged& merged = *change.mutable_entity_merged();
    merged.set_formerly_merged_into(entity->merged_into());
    *merged.mutable_entity() = *std::move(entity);
    merged.mutable_entity()->set_merged_into(merges[i].merged_into);
    if (absl::Status appended = Append(change, merges[i].entity, writer); !appended.ok()) return appended;
  }
  return absl::OkStatus();
}

}  // namespace dateline::fact_log
