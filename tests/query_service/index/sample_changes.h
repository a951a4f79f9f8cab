// Small articles, entities and facts, and a feed of them.
#ifndef DATELINE_TESTS_QUERY_SERVICE_INDEX_SAMPLE_CHANGES_H_
#define DATELINE_TESTS_QUERY_SERVICE_INDEX_SAMPLE_CHANGES_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "dateline/v1/feed_service.pb.h"
#include "platform/encoding/sha256.h"
#include "query_service/feed_client/change_sink.h"
#include "query_service/feed_client/verification.h"

namespace dateline::testing {

inline v1::Date DateOf(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

inline v1::Change ArticleChange(const std::string& name, const std::string& publisher = "") {
  v1::Change change;
  change.mutable_article_added()->mutable_article()->set_name(name);
  change.mutable_article_added()->mutable_article()->set_publisher(publisher);
  return change;
}

inline v1::Entity EntityOf(const std::string& name, const std::string& display_name,
                           const std::vector<std::string>& aliases = {}, v1::EntityType type = v1::ENTITY_TYPE_PERSON,
                           const std::string& country_code = "") {
  v1::Entity entity;
  entity.set_name(name);
  entity.set_display_name(display_name);
  for (const std::string& alias : aliases) entity.add_aliases(alias);
  entity.set_type(type);
  entity.set_country_code(country_code);
  return entity;
}

inline v1::Change EntityChange(const v1::Entity& entity) {
  v1::Change change;
  *change.mutable_entity_changed()->mutable_entity() = entity;
  return change;
}

// `merged_into` empty: undone.
inline v1::Change MergeChange(const v1::Entity& entity, const std::string& merged_into) {
  v1::Change change;
  *change.mutable_entity_merged()->mutable_entity() = entity;
  change.mutable_entity_merged()->mutable_entity()->set_merged_into(merged_into);
  return change;
}

using RoleAndEntity = std::pair<v1::ParticipantRole, std::string>;

// An actual EVENT of type CONSULT in which the entities take part.
inline v1::Fact FactOf(const std::string& name, const std::vector<RoleAndEntity>& participants = {}) {
  v1::Fact fact;
  fact.set_name(name);
  fact.set_kind(v1::FACT_KIND_EVENT);
  fact.set_event_type(v1::EVENT_TYPE_CONSULT);
  fact.set_modality(v1::MODALITY_ACTUAL);
  for (const auto& [role, entity] : participants) {
    v1::Participant* participant = fact.add_participants();
    participant->set_role(role);
    participant->set_entity(entity);
  }
  return fact;
}

inline v1::Change FactChange(const v1::Fact& fact) {
  v1::Change change;
  *change.mutable_fact_added()->mutable_fact() = fact;
  return change;
}

inline v1::Change StatusChange(const std::string& article, v1::ArticleStatus status,
                               const std::string& publisher = "") {
  v1::Change change;
  v1::Article& changed = *change.mutable_article_status_changed()->mutable_article();
  changed.set_name(article);
  changed.set_status(status);
  changed.set_publisher(publisher);
  return change;
}

inline v1::Change ConfirmChange(const v1::Fact& fact) {
  v1::Change change;
  *change.mutable_fact_confirmed()->mutable_fact() = fact;
  return change;
}

inline v1::Change SupersedeChange(const v1::Fact& before, const v1::Fact& after) {
  v1::Change change;
  *change.mutable_fact_superseded()->mutable_before() = before;
  *change.mutable_fact_superseded()->mutable_after() = after;
  return change;
}

inline v1::Change RetractChange(const std::string& fact) {
  v1::Change change;
  change.mutable_fact_retracted()->set_fact(fact);
  change.mutable_fact_retracted()->set_cause(v1::RETRACTION_CAUSE_CORRECTED);
  return change;
}

inline v1::Change RemoveChange(const std::string& entity) {
  v1::Change change;
  change.mutable_entity_removed()->set_entity(entity);
  return change;
}

inline v1::Change PurgeChange(const std::string& article, const std::vector<std::string>& entities = {}) {
  v1::Change change;
  change.mutable_article_purged()->set_article(article);
  for (const std::string& entity : entities) {
    change.mutable_article_purged()->add_entity_sha256(absl::HexStringToBytes(encoding::Sha256Hex(entity)));
  }
  return change;
}

inline v1::SnapshotRecord SnapshotOf(int64_t offset) {
  v1::SnapshotRecord record;
  record.set_offset(offset);
  record.mutable_commit_time()->set_seconds(1'750'000'000 + offset);
  return record;
}

inline v1::SnapshotRecord ArticleSnapshot(int64_t offset, const std::string& name, const std::string& publisher = "") {
  v1::SnapshotRecord record = SnapshotOf(offset);
  record.mutable_article()->set_name(name);
  record.mutable_article()->set_publisher(publisher);
  return record;
}

inline v1::SnapshotRecord EntitySnapshot(int64_t offset, const v1::Entity& entity) {
  v1::SnapshotRecord record = SnapshotOf(offset);
  *record.mutable_entity() = entity;
  return record;
}

inline v1::SnapshotRecord FactSnapshot(int64_t offset, const v1::Fact& fact) {
  v1::SnapshotRecord record = SnapshotOf(offset);
  *record.mutable_fact() = fact;
  return record;
}

// Gives `response` to the sink as the feed client does.
inline absl::Status GiveResponse(const v1::StreamChangesResponse& response, feed_client::ChangeSink& sink) {
  const absl::StatusOr<feed_client::FeedPosition> position = sink.Position();
  if (!position.ok()) return position.status();
  const absl::StatusOr<feed_client::FeedPosition> after = feed_client::Verify(*position, response);
  if (!after.ok()) return after.status();
  const std::vector<const v1::ChangeRecord*> records(response.records().pointer_begin(),
                                                     response.records().pointer_end());
  const std::vector<const v1::SnapshotRecord*> snapshot_records(response.snapshot_records().pointer_begin(),
                                                                response.snapshot_records().pointer_end());
  feed_client::ChangeBatch batch;
  batch.records = records;
  batch.snapshot_records = snapshot_records;
  batch.position = *after;
  batch.reached_head = after->is_whole() && response.has_bookmark();
  return sink.Apply(batch);
}

// A feed that gives its changes to a sink directly.
class SampleFeed {
 public:
  explicit SampleFeed(std::string feed_id = "feed") { position_.feed_id = std::move(feed_id); }

  // Adds the changes, without giving them to anybody yet. `commit_seconds` 0: a second after the change before.
  void Add(const std::vector<v1::Change>& changes, int64_t commit_seconds = 0) {
    for (const v1::Change& change : changes) {
      v1::ChangeRecord& record = records_.emplace_back();
      record.set_offset(static_cast<int64_t>(records_.size()));
      record.set_chain_crc(feed_client::ChainCrc(records_.size() == 1 ? 0 : records_[records_.size() - 2].chain_crc(),
                                                 record.offset(), change));
      record.mutable_commit_time()->set_seconds(commit_seconds == 0 ? 1'750'000'000 + record.offset() : commit_seconds);
      *record.mutable_change() = change;
    }
  }

  // As ingest does when it purges: the change is gone, its chain_crc stays.
  void Redact(int64_t offset) { records_[offset - 1].mutable_change()->mutable_redacted(); }

  // Gives the sink the next `count` changes in one batch.
  absl::Status Give(feed_client::ChangeSink& sink, size_t count) {
    const absl::StatusOr<feed_client::FeedPosition> position = sink.Position();
    if (!position.ok()) return position.status();
    if (position->feed_id.empty()) {
      if (absl::Status started = sink.StartOver(position_); !started.ok()) return started;
    }
    v1::StreamChangesResponse response;
    const size_t first = position->offset;
    const size_t end = std::min(records_.size(), first + count);
    for (size_t i = first; i < end; ++i) *response.add_records() = records_[i];
    response.set_cursor("cursor " + std::to_string(end));
    if (end == records_.size()) response.mutable_bookmark()->set_head_offset(static_cast<int64_t>(end));
    return GiveResponse(response, sink);
  }
  // Gives it all that it lacks.
  absl::Status Give(feed_client::ChangeSink& sink) { return Give(sink, records_.size()); }

  const std::vector<v1::ChangeRecord>& records() const { return records_; }

 private:
  feed_client::FeedPosition position_;
  std::vector<v1::ChangeRecord> records_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_INDEX_SAMPLE_CHANGES_H_
