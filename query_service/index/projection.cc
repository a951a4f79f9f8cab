#include "query_service/index/projection.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "query_service/index/commit_times.h"

namespace dateline::index {
namespace {

absl::Status Incomplete(int64_t offset, absl::string_view what) {
  return absl::FailedPreconditionError(
      absl::StrCat("change ", offset, " of the feed brings ", what, "; run a dateline-query that knows this feed"));
}

bool IsFactName(absl::string_view name) { return !segments::ArticleOfFact(name).empty(); }

segments::FactRecord RecordOf(int64_t offset, const google::protobuf::Timestamp& commit_time) {
  return {offset, NanosecondsOf(commit_time)};
}

}  // namespace

absl::Status Projection::Take(const v1::ChangeRecord& record) {
  const v1::Change& change = record.change();
  const int64_t offset = record.offset();
  switch (change.kind_case()) {
    case v1::Change::kArticleAdded:
      return TakeArticle(offset, change.article_added().article());
    case v1::Change::kArticleStatusChanged:
      return TakeArticle(offset, change.article_status_changed().article());
    case v1::Change::kArticlePurged:
      return TakePurged(offset, change.article_purged());
    case v1::Change::kEntityChanged:
      return TakeEntity(offset, change.entity_changed().entity());
    case v1::Change::kEntityMerged:
      return TakeEntity(offset, change.entity_merged().entity());
    case v1::Change::kEntityRemoved:
      return TakeRemoved(offset, change.entity_removed());
    case v1::Change::kFactAdded:
      return TakeFact(RecordOf(offset, record.commit_time()), v1::FACT_CHANGE_KIND_ADDED, change.fact_added().fact());
    case v1::Change::kFactConfirmed:
      return TakeFact(RecordOf(offset, record.commit_time()), v1::FACT_CHANGE_KIND_CONFIRMED,
                      change.fact_confirmed().fact());
    case v1::Change::kFactSuperseded:
      return TakeSuperseded(RecordOf(offset, record.commit_time()), change.fact_superseded());
    case v1::Change::kFactRetracted:
      return TakeRetracted(offset, change.fact_retracted());
    case v1::Change::kRedacted:
      return absl::OkStatus();
    case v1::Change::KIND_NOT_SET:
      break;
  }
  return Incomplete(offset, "what this program does not know");
}

absl::Status Projection::Take(const v1::SnapshotRecord& record) {
  switch (record.item_case()) {
    case v1::SnapshotRecord::kArticle:
      return TakeArticle(record.offset(), record.article());
    case v1::SnapshotRecord::kEntity:
      return TakeEntity(record.offset(), record.entity());
    case v1::SnapshotRecord::kFact:
      return TakeFact(RecordOf(record.offset(), record.commit_time()), v1::FACT_CHANGE_KIND_ADDED, record.fact());
    case v1::SnapshotRecord::ITEM_NOT_SET:
      break;
  }
  return Incomplete(record.offset(), "in a snapshot what this program does not know");
}

absl::Status Projection::TakeArticle(int64_t offset, const v1::Article& article) {
  if (article.name().empty()) return Incomplete(offset, "an article without a name");
  const absl::StatusOr<bool> is_newest = facts_.EndArticle(offset, article.name());
  if (!is_newest.ok()) return is_newest.status();
  return *is_newest ? facts_.AddArticle(offset, article) : absl::OkStatus();
}

absl::Status Projection::TakeFact(const segments::FactRecord& record, v1::FactChangeKind kind, const v1::Fact& fact) {
  if (!IsFactName(fact.name())) return Incomplete(record.recorded_from, "a fact without a name");
  const absl::StatusOr<bool> is_newest = facts_.EndFact(record.recorded_from, fact.name(), {.successor = &fact});
  if (!is_newest.ok()) return is_newest.status();
  return *is_newest ? facts_.AddFact(record, kind, fact) : absl::OkStatus();
}

absl::Status Projection::TakeEntity(int64_t offset, const v1::Entity& entity) {
  if (entity.name().empty()) return Incomplete(offset, "an entity without a name");
  const absl::StatusOr<bool> is_newest = entities_.End(offset, entity.name());
  if (!is_newest.ok()) return is_newest.status();
  return *is_newest ? entities_.Add(offset, entity) : absl::OkStatus();
}

absl::Status Projection::TakeSuperseded(const segments::FactRecord& record, const v1::FactSuperseded& superseded) {
  const std::string& before = superseded.before().name();
  if (!IsFactName(before)) return Incomplete(record.recorded_from, "a superseded fact without a name");
  const absl::StatusOr<bool> ended =
      facts_.EndFact(record.recorded_from, before, {.reason = superseded.reason(), .successor = &superseded.after()});
  return ended.ok() ? TakeFact(record, v1::FACT_CHANGE_KIND_SUPERSEDED, superseded.after()) : ended.status();
}

absl::Status Projection::TakeRetracted(int64_t offset, const v1::FactRetracted& retracted) {
  if (!IsFactName(retracted.fact())) return Incomplete(offset, "a retracted fact without a name");
  return facts_.EndFact(offset, retracted.fact(), {retracted.cause(), retracted.reason()}).status();
}

absl::Status Projection::TakeRemoved(int64_t offset, const v1::EntityRemoved& removed) {
  if (removed.entity().empty()) return Incomplete(offset, "a removed entity without a name");
  return entities_.End(offset, removed.entity()).status();
}

absl::Status Projection::TakePurged(int64_t offset, const v1::ArticlePurged& purged) {
  if (purged.article().empty()) return Incomplete(offset, "a purged article without a name");
  if (absl::Status erased = facts_.Erase(offset, purged.article()); !erased.ok()) return erased;
  return entities_.Erase({purged.entity_sha256().begin(), purged.entity_sha256().end()}, offset);
}

}  // namespace dateline::index
