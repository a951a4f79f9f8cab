#include "ingest_service/fact_log/log_check.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/change_chain.h"
#include "ingest_service/fact_log/rows.h"
#include "platform/errors/errors.h"
#include "platform/errors/store_reasons.h"

namespace dateline::fact_log {
namespace {

absl::Status Fault(absl::string_view what) {
  return errors::Error(absl::StatusCode::kDataLoss, errors::kStoreDamaged,
                       absl::StrCat(what, "; restore the store from a backup"));
}

// What a change is about.
std::string KeyOf(const v1::Change& change) {
  switch (change.kind_case()) {
    case v1::Change::kArticleAdded:
      return change.article_added().article().name();
    case v1::Change::kArticleStatusChanged:
      return change.article_status_changed().article().name();
    case v1::Change::kArticlePurged:
      return change.article_purged().article();
    case v1::Change::kFactAdded:
      return change.fact_added().fact().name();
    case v1::Change::kFactConfirmed:
      return change.fact_confirmed().fact().name();
    case v1::Change::kFactSuperseded:
      return change.fact_superseded().after().name();
    case v1::Change::kFactRetracted:
      return change.fact_retracted().fact();
    case v1::Change::kEntityChanged:
      return change.entity_changed().entity().name();
    case v1::Change::kEntityMerged:
      return change.entity_merged().entity().name();
    case v1::Change::kEntityRemoved:
      return change.entity_removed().entity();
    default:
      return "";
  }
}

// The changes, from the first that is stored to the head. Below low_offset only some are there.
absl::Status CheckChanges(const FeedHead& head, store::Database& database) {
  int64_t next = head.low_offset;
  uint32_t chain_crc = head.low_chain_crc;
  const auto check = [&](const store::Statement& row) {
    const int64_t offset = row.Integer(0);
    const absl::StatusOr<v1::Change> change = ParseChange(row.Bytes(3));
    if (!change.ok() || change->kind_case() != row.Integer(1) || KeyOf(*change) != row.Text(2)) {
      return Fault(absl::StrCat("change ", offset, " is not what its row says"));
    }
    if (offset < head.low_offset) return absl::OkStatus();
    if (offset != next) return Fault(absl::StrCat("change ", next, " is missing"));
    const auto stored_crc = static_cast<uint32_t>(row.Integer(4));
    if (!change->has_redacted() && stored_crc != NextChainCrc(chain_crc, offset, row.Bytes(3))) {
      return Fault(absl::StrCat("the chain breaks at change ", offset));
    }
    chain_crc = stored_crc;
    ++next;
    return absl::OkStatus();
  };
  if (absl::Status read = ForEachChange(database, 0, check); !read.ok()) return read;
  if (next != head.offset + 1) return Fault(absl::StrCat("change ", next, " is missing"));
  return chain_crc == head.chain_crc ? absl::OkStatus() : Fault("the last change is not the feed's head");
}

// Every row of the table must have a change of its name and of one of the kinds; how many rows there are.
absl::StatusOr<int64_t> CheckRows(const std::string& table, const std::string& kinds, store::Database& database) {
  const std::string unsaid = absl::StrCat("SELECT name FROM ", table, " LEFT JOIN feed_log USING (feed_offset)",
                                          " WHERE key IS NULL OR key <> name OR kind NOT IN (", kinds, ") LIMIT 1");
  absl::Status read = ForEachRow(database, unsaid, {}, [&](const store::Statement& row) {
    return Fault(absl::StrCat("no change says what ", row.Text(0), " is"));
  });
  if (!read.ok()) return read;
  int64_t rows = 0;
  read = ForEachRow(database, absl::StrCat("SELECT count(*) FROM ", table), {}, [&](const store::Statement& row) {
    rows = row.Integer(0);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return rows;
}

template <class... Kinds>
std::string List(Kinds... kinds) {
  return absl::StrJoin(std::initializer_list<int>{static_cast<int>(kinds)...}, ", ");
}

}  // namespace

absl::StatusOr<CheckedLog> CheckLog(store::Database& database) {
  const auto transaction = store::Transaction::BeginRead(database);
  if (!transaction.ok()) return transaction.status();
  CheckedLog log;
  absl::StatusOr<FeedHead> head = ReadHead(database);
  if (!head.ok()) return head.status();
  log.head = *std::move(head);
  if (absl::Status sound = CheckChanges(log.head, database); !sound.ok()) return sound;
  const auto articles =
      CheckRows("article", List(v1::Change::kArticleAdded, v1::Change::kArticleStatusChanged), database);
  if (!articles.ok()) return articles.status();
  const auto entities = CheckRows("entity", List(v1::Change::kEntityChanged, v1::Change::kEntityMerged), database);
  if (!entities.ok()) return entities.status();
  const auto facts = CheckRows(
      "fact", List(v1::Change::kFactAdded, v1::Change::kFactConfirmed, v1::Change::kFactSuperseded), database);
  if (!facts.ok()) return facts.status();
  log.articles = *articles;
  log.entities = *entities;
  log.facts = *facts;
  return log;
}

}  // namespace dateline::fact_log
