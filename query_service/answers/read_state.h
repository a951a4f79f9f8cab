// The state at which a read is answered.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_READ_STATE_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_READ_STATE_H_

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "query_service/answers/tokens.h"
#include "query_service/index/index_reader.h"
#include "query_service/index/snapshot.h"

namespace dateline::answers {

// A snapshot and the state in it that the answer is to show.
struct ReadState {
  index::Snapshot snapshot;
  // What holds at this offset is what the answer is made of.
  int64_t at;

  Revision revision() const { return {snapshot.state().position.feed_id, at}; }
  const segments::FactIndex& facts() const { return snapshot.facts(); }
};

// UNAVAILABLE (INDEX_NOT_READY): the feed's head was not reached yet. DEADLINE_EXCEEDED (NOT_FRESH_ENOUGH): the index
// is not there yet; RequiredOffset says where. OUT_OF_RANGE (STATE_COMPACTED): the index began with a snapshot of a
// later state. INVALID_ARGUMENT (REVISION_TOKEN_INVALID): of another feed.
absl::StatusOr<ReadState> OpenReadState(const index::IndexReader& reader, const ReadPoint& point);
absl::StatusOr<ReadState> OpenReadState(const index::IndexReader& reader, const v1::Consistency& consistency);

// The offset that the index must reach for the read to succeed; nothing: `error` is not NOT_FRESH_ENOUGH.
std::optional<int64_t> RequiredOffset(const absl::Status& error);

// DEADLINE_EXCEEDED when it has passed. UNAVAILABLE (SHUTTING_DOWN) when the AnswersEnd of this thread has come.
absl::Status CheckDeadline(absl::Time deadline);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_READ_STATE_H_
