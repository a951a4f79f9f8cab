#include "tests/testing/history.h"

#include <utility>

#include "nlohmann/json.hpp"

namespace dateline::testing {
namespace {

const char* NameOf(HistoryEventKind kind) {
  switch (kind) {
    case HistoryEventKind::kIngestSent:
      return "ingest_sent";
    case HistoryEventKind::kIngestAcknowledged:
      return "ingest_acknowledged";
    case HistoryEventKind::kArticleRead:
      return "article_read";
    case HistoryEventKind::kArticlesListed:
      return "articles_listed";
    case HistoryEventKind::kStreamStarted:
      return "stream_started";
    case HistoryEventKind::kChangesReceived:
      return "changes_received";
    case HistoryEventKind::kBookmarkReceived:
      return "bookmark_received";
    case HistoryEventKind::kFactsRead:
      return "facts_read";
    case HistoryEventKind::kPageRead:
      return "page_read";
    case HistoryEventKind::kReplicaRead:
      return "replica_read";
  }
  return "";
}

}  // namespace

std::string ToJson(const HistoryEvent& event) {
  nlohmann::ordered_json json = {{"event", NameOf(event.kind)}};
  const std::pair<const char*, const std::string*> texts[] = {{"actor", &event.actor},
                                                              {"request_id", &event.request_id},
                                                              {"article", &event.article},
                                                              {"digest", &event.digest}};
  for (const auto& [name, text] : texts) {
    if (!text->empty()) json[name] = *text;
  }
  if (event.offset != 0) json["offset"] = event.offset;
  if (event.least_offset != 0) json["least_offset"] = event.least_offset;
  if (!event.names.empty()) json["names"] = event.names;
  for (const FedChange& change : event.changes) {
    json["changes"].push_back({{"offset", change.offset},
                               {"chain_crc", change.chain_crc},
                               {"kind", change.kind},
                               {"name", change.name},
                               {"digest", change.digest},
                               {"transaction", change.transaction}});
  }
  if (event.is_last) json["is_last"] = true;
  return json.dump();
}

void History::Add(HistoryEvent event) {
  threading::MutexLock lock(mutex_);
  events_.push_back(std::move(event));
}

std::vector<HistoryEvent> History::events() const {
  threading::MutexLock lock(mutex_);
  return events_;
}

}  // namespace dateline::testing
