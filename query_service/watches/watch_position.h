// Where a watch is.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_WATCH_POSITION_H_
#define DATELINE_QUERY_SERVICE_WATCHES_WATCH_POSITION_H_

#include <compare>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "dateline/v1/fact_watch.pb.h"

namespace dateline::watches {

// Where an event stands among those of its commit. What follows from changes comes by their offset; then what follows
// from merges and confirmations, by the offset that recorded the fact; then what was purged, as it was.
struct EventOrder {
  int64_t offset = 0;
  int64_t recorded_from = 0;

  friend auto operator<=>(const EventOrder&, const EventOrder&) = default;
};

// Every event up to the state `seen` was given, and of the changes from there to `commit_end` the events up to `told`;
// or, as long as `page_token` is set, the facts that matched at `seen` up to that page.
struct WatchPosition {
  std::string feed_id;
  int64_t seen = 0;
  int64_t commit_end = 0;  // 0: no event behind `seen` was given
  EventOrder told;         // 0: none yet
  std::string page_token;

  friend bool operator==(const WatchPosition&, const WatchPosition&) = default;
};

// docs/query_index.md has the layout.
std::string WatchToken(const v1::WatchFactsRequest& request, const WatchPosition& position);

// The position of `request.resume_token`. INVALID_ARGUMENT (PAGE_TOKEN_INVALID).
absl::StatusOr<WatchPosition> ParseWatchToken(const v1::WatchFactsRequest& request);

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_WATCH_POSITION_H_
