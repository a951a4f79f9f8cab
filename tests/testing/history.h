// What clients, followers of the feed and readers saw of a running pair of services, to be judged afterwards.
#ifndef DATELINE_TESTS_TESTING_HISTORY_H_
#define DATELINE_TESTS_TESTING_HISTORY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "platform/threading/mutex.h"

namespace dateline::testing {

// A change as a follower received it.
struct FedChange {
  int64_t offset = 0;
  uint32_t chain_crc = 0;
  std::string kind;         // "article_added", "fact_added", or another
  std::string name;         // of the article, fact or entity
  std::string digest;       // article_added: of the body; else of the change
  std::string transaction;  // the same for all changes of one transaction: its commit time
};

enum class HistoryEventKind {
  kIngestSent,          // actor, request_id, article, digest (of the body)
  kIngestAcknowledged,  // actor, request_id, article, digest, offset (of the token), names (of the facts)
  kArticleRead,         // article, digest (empty: not found)
  kArticlesListed,      // names: all articles
  kStreamStarted,       // actor follows the feed, from after `offset`
  kChangesReceived,     // actor, changes
  kBookmarkReceived,    // actor, offset (of the head)
  kFactsRead,           // article, least_offset (of the token given), offset (of the state read), names
  kPageRead,            // actor (one walk over all facts), offset (of the state), names, is_last
  kReplicaRead,         // actor, offset, digest (of all that it holds)
};

// Which fields have a meaning depends on the kind.
struct HistoryEvent {
  HistoryEventKind kind = HistoryEventKind::kIngestSent;
  std::string actor = "";
  std::string request_id = "";
  std::string article = "";
  std::string digest = "";
  int64_t offset = 0;
  int64_t least_offset = 0;
  std::vector<std::string> names = {};
  std::vector<FedChange> changes = {};
  bool is_last = false;
};

// One line of JSON, with the fields that are not empty.
std::string ToJson(const HistoryEvent& event);

// Events in the order in which they were added: what began after another had ended stands after it. Thread safety: any
// thread.
class History {
 public:
  void Add(HistoryEvent event);
  std::vector<HistoryEvent> events() const;

 private:
  mutable threading::Mutex mutex_;
  std::vector<HistoryEvent> events_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_HISTORY_H_
