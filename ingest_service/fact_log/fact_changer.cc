#include "ingest_service/fact_log/fact_changer.h"

#include <algorithm>

#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/stored_article.h"
#include "ingest_service/facts/fact_changes.h"

namespace dateline::fact_log {
namespace {

v1::Change ChangeOf(const v1::FactChange& fact_change, v1::RetractionCause cause, const std::string& reason) {
  v1::Change change;
  switch (fact_change.kind()) {
    case v1::FACT_CHANGE_KIND_CONFIRMED:
      *change.mutable_fact_confirmed()->mutable_fact() = fact_change.after();
      break;
    case v1::FACT_CHANGE_KIND_SUPERSEDED:
      *change.mutable_fact_superseded()->mutable_before() = fact_change.before();
      *change.mutable_fact_superseded()->mutable_after() = fact_change.after();
      change.mutable_fact_superseded()->set_reason(reason);
      break;
    case v1::FACT_CHANGE_KIND_RETRACTED:
      change.mutable_fact_retracted()->set_fact(fact_change.before().name());
      change.mutable_fact_retracted()->set_cause(cause);
      change.mutable_fact_retracted()->set_reason(reason);
      break;
    default:
      *change.mutable_fact_added()->mutable_fact() = fact_change.after();
  }
  return change;
}

absl::Status Write(const v1::FactChange& fact_change, const v1::Change& change, ChangeWriter& writer) {
  store::Database& database = writer.database();
  if (fact_change.has_before()) {
    const std::string& before = fact_change.before().name();
    const absl::Status retired = writer.Retire("SELECT feed_offset FROM fact WHERE name = ?", before);
    if (!retired.ok()) return retired;
    const absl::Status deleted = Run(database, "DELETE FROM fact WHERE name = ?", {before});
    if (!deleted.ok()) return deleted;
  }
  const std::string& name = fact_change.has_after() ? fact_change.after().name() : fact_change.before().name();
  const auto offset = writer.Add(change.kind_case(), name, change.SerializeAsString());
  if (!offset.ok() || !fact_change.has_after()) return offset.status();
  return Insert(database, kInsertFact, {name, *offset});
}

}  // namespace

absl::StatusOr<std::vector<v1::FactChange>> ChangeFacts(const v1::Article& article, absl::Span<const v1::Fact> facts,
                                                        v1::RetractionCause cause, ChangeWriter& writer) {
  const absl::StatusOr<std::vector<v1::Fact>> before = LoadFacts(writer.database(), article.name());
  if (!before.ok()) return before.status();
  std::vector<v1::FactChange> changes = facts::ChangesBetween(*before, facts);
  for (const v1::FactChange& change : changes) {
    const absl::Status written = Write(change, ChangeOf(change, cause, article.reason()), writer);
    if (!written.ok()) return written;
  }
  return changes;
}

absl::StatusOr<bool> AreStored(const std::string& article, absl::Span<const v1::Fact> facts,
                               store::Database& database) {
  const absl::StatusOr<std::vector<v1::Fact>> stored = LoadFacts(database, article);
  if (!stored.ok()) return stored.status();
  return std::equal(
      stored->begin(), stored->end(), facts.begin(), facts.end(),
      [](const v1::Fact& one, const v1::Fact& other) { return one.SerializeAsString() == other.SerializeAsString(); });
}

}  // namespace dateline::fact_log
