// One watch.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_WATCH_H_
#define DATELINE_QUERY_SERVICE_WATCHES_WATCH_H_

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/fact_watch.pb.h"
#include "query_service/answers/answers.h"
#include "query_service/index/index_reader.h"
#include "query_service/watches/standing_query.h"
#include "query_service/watches/watch_hub.h"
#include "query_service/watches/watch_position.h"

namespace dateline::watches {

struct WatchLimits {
  // A response ends when it has so many events, or so many bytes of facts, or took so long to find, even if it is
  // empty then: others wait for the thread.
  int max_events = 500;
  size_t max_bytes = 1 << 20;
  absl::Duration max_turn = absl::Milliseconds(20);
};

// Reads the recorded history of the index from its position. For one thread at a time, but for Cancel.
class Watch {
 public:
  // REQUIRES: the request's filter is valid. INVALID_ARGUMENT: FIELD_INVALID (query), PAGE_TOKEN_INVALID. All but the
  // request must outlive it.
  static absl::StatusOr<std::unique_ptr<Watch>> Create(v1::WatchFactsRequest request, const answers::Answers& answers,
                                                       const index::IndexReader& reader, WatchHub& hub,
                                                       const WatchLimits& limits);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // The next events. Nothing: there are none yet, or the index is behind the position or being made anew; but once
  // `bookmark_due`, a response without events. Errors: of
  // reading the index; INVALID_ARGUMENT (PAGE_TOKEN_INVALID): of another feed; OUT_OF_RANGE (STATE_COMPACTED): the
  // index does not know what happened since; DATA_LOSS: what is stored is damaged; RESOURCE_EXHAUSTED (OVERLOADED): too
  // many watches; DEADLINE_EXCEEDED (FACTS_NOT_COMPARED).
  absl::StatusOr<std::optional<v1::WatchFactsResponse>> Next(bool bookmark_due);

  // Calls `wake` once: when there may be something, or at `deadline`, or when the hub shuts down. REQUIRES: Next gave
  // nothing.
  void WhenDue(absl::Time deadline, WatchHub::Wake wake);
  // Wakes whoever waits. Any thread.
  void Cancel();

 private:
  Watch(v1::WatchFactsRequest request, StandingQuery query, const answers::Answers& answers,
        const index::IndexReader& reader, WatchHub& hub, const WatchLimits& limits)
      : request_(std::move(request)),
        query_(std::move(query)),
        answers_(answers),
        reader_(reader),
        hub_(hub),
        limits_(limits) {}

  absl::Status Begin();
  absl::Status CheckReach(const feed_client::FeedPosition& index) const;
  absl::StatusOr<bool> BeganAnewSince(const index::IndexVersion& before);
  // The response while the index is not where the position is.
  std::optional<v1::WatchFactsResponse> Wait(bool bookmark_due);
  absl::StatusOr<std::optional<v1::WatchFactsResponse>> NextEvents(bool bookmark_due);
  absl::StatusOr<std::optional<v1::WatchFactsResponse>> NextPresent();
  // The page of facts that match at the state of the position.
  absl::StatusOr<v1::ListFactsResponse> ReadPage() const;
  absl::StatusOr<std::shared_ptr<const index::CommitChanges>> NextCommit();
  // Adds what is left of the commit's events; false: the response is full.
  absl::StatusOr<bool> AddEvents(const index::CommitChanges& commit, size_t& bytes, v1::WatchFactsResponse& response);
  v1::WatchFactsResponse Finish(v1::WatchFactsResponse response, bool is_caught_up) const;

  const v1::WatchFactsRequest request_;
  const StandingQuery query_;
  const answers::Answers& answers_;
  const index::IndexReader& reader_;
  WatchHub& hub_;
  const WatchLimits limits_;
  WatchPosition position_;
  bool lists_present_ = false;
  bool reads_tables_ = false;      // for the next response
  std::optional<int64_t> awaits_;  // the state that the index must reach first
  std::atomic<WatchId> cancel_id_ = 0;
  std::optional<WatchId> id_;
};

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_WATCH_H_
