// What the feed's records become in the index.
#ifndef DATELINE_QUERY_SERVICE_INDEX_PROJECTION_H_
#define DATELINE_QUERY_SERVICE_INDEX_PROJECTION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "dateline/v1/feed_service.pb.h"
#include "query_service/index/entity_rows.h"
#include "query_service/index/fact_rows.h"

namespace dateline::index {

// Says which rows a record adds, ends and erases. Every method REQUIRES a write transaction. Not thread-safe.
class Projection {
 public:
  Projection(FactRows& facts, EntityRows& entities) : facts_(facts), entities_(entities) {}

  // A change of an item that a snapshot brought at the change's offset or later is passed over: it is in that item.
  // FAILED_PRECONDITION: the change is of a kind that this version does not know, or lacks what every change of its
  // kind has.
  absl::Status Take(const v1::ChangeRecord& record);
  // FAILED_PRECONDITION: as of a change.
  absl::Status Take(const v1::SnapshotRecord& record);

 private:
  absl::Status TakeArticle(int64_t offset, const v1::Article& article);
  absl::Status TakeFact(const segments::FactRecord& record, v1::FactChangeKind kind, const v1::Fact& fact);
  absl::Status TakeEntity(int64_t offset, const v1::Entity& entity);
  absl::Status TakeSuperseded(const segments::FactRecord& record, const v1::FactSuperseded& superseded);
  absl::Status TakeRetracted(int64_t offset, const v1::FactRetracted& retracted);
  absl::Status TakeRemoved(int64_t offset, const v1::EntityRemoved& removed);
  absl::Status TakePurged(int64_t offset, const v1::ArticlePurged& purged);

  FactRows& facts_;
  EntityRows& entities_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_PROJECTION_H_
