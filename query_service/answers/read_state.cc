#include "query_service/answers/read_state.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers_end.h"
#include "query_service/index/commit_times.h"

namespace dateline::answers {
namespace {

constexpr absl::Duration kRetryDelay = absl::Seconds(1);
constexpr char kRequiredOffset[] = "required_offset";

absl::Status NotReady() {
  return errors::WithRetryDelay(errors::Error(absl::StatusCode::kUnavailable, "INDEX_NOT_READY",
                                              "the index has not yet read the feed; ask again in a moment"),
                                kRetryDelay);
}

absl::Status NotFreshEnough(int64_t index_offset, int64_t required) {
  return errors::Error(
      absl::StatusCode::kDeadlineExceeded, "NOT_FRESH_ENOUGH",
      absl::StrCat("the index is at change ", index_offset, " and did not reach change ", required, " in time"),
      {{"index_offset", absl::StrCat(index_offset)}, {kRequiredOffset, absl::StrCat(required)}});
}

absl::Status OfAnotherFeed(ReadPoint::Kind kind) {
  const absl::string_view field =
      kind == ReadPoint::Kind::kAtLeast ? "consistency.at_least_as_fresh" : "consistency.at_exact";
  return errors::FieldError("REVISION_TOKEN_INVALID", field, "of another feed than this index follows");
}

absl::Status Compacted(int64_t earliest, int64_t asked) {
  return errors::Error(
      absl::StatusCode::kOutOfRange, "STATE_COMPACTED",
      absl::StrCat("the index does not go back to change ", asked, "; its first state is that of change ", earliest),
      {{"earliest_offset", absl::StrCat(earliest)}});
}

absl::Status CheckReach(const index::IndexState& state, const ReadPoint& point) {
  const bool names_no_state = point.kind == ReadPoint::Kind::kNewest || point.kind == ReadPoint::Kind::kAsOf;
  if (names_no_state) return state.caught_up ? absl::OkStatus() : NotReady();
  const feed_client::FeedPosition& position = state.position;
  // Before the first contact no feed is another one.
  const bool is_of_another_feed = !position.feed_id.empty() && position.feed_id != point.revision.feed_id;
  if (is_of_another_feed) return OfAnotherFeed(point.kind);
  // Before that, and before a snapshot is whole, no state is reached.
  if (position.feed_id.empty() || !position.is_whole()) {
    return NotFreshEnough(0, std::max<int64_t>(1, point.revision.offset));
  }
  if (position.offset < point.revision.offset) return NotFreshEnough(position.offset, point.revision.offset);
  const bool is_before_all = point.kind == ReadPoint::Kind::kExactly && point.revision.offset < position.whole_from;
  return is_before_all ? Compacted(position.whole_from, point.revision.offset) : absl::OkStatus();
}

absl::StatusOr<int64_t> OffsetAsOf(index::Snapshot& snapshot, const google::protobuf::Timestamp& moment) {
  const int64_t nanoseconds = index::NanosecondsOf(moment);
  const index::IndexState& state = snapshot.state();
  const bool is_newest = state.commit_time.has_value() && nanoseconds >= index::NanosecondsOf(*state.commit_time);
  if (is_newest) return state.position.offset;
  const absl::StatusOr<std::optional<int64_t>> offset = snapshot.FindOffsetAt(nanoseconds);
  if (!offset.ok()) return offset.status();
  // The tables may be ahead of what this snapshot shows.
  if (offset->has_value() && **offset >= state.position.whole_from) return std::min(**offset, state.position.offset);
  return errors::Error(absl::StatusCode::kOutOfRange, "STATE_COMPACTED",
                       "the index holds no state as old as consistency.as_of_recorded",
                       {{"earliest_offset", absl::StrCat(std::max<int64_t>(1, state.position.whole_from))}});
}

}  // namespace

absl::StatusOr<ReadState> OpenReadState(const index::IndexReader& reader, const ReadPoint& point) {
  ReadState state{index::Snapshot(reader), 0};
  if (absl::Status reached = CheckReach(state.snapshot.state(), point); !reached.ok()) return reached;
  state.at = state.snapshot.state().position.offset;
  if (point.kind == ReadPoint::Kind::kExactly) state.at = point.revision.offset;
  if (point.kind == ReadPoint::Kind::kAsOf) {
    const absl::StatusOr<int64_t> at = OffsetAsOf(state.snapshot, point.moment);
    if (!at.ok()) return at.status();
    state.at = *at;
  }
  return state;
}

absl::StatusOr<ReadState> OpenReadState(const index::IndexReader& reader, const v1::Consistency& consistency) {
  const absl::StatusOr<ReadPoint> point = ParseConsistency(consistency);
  if (!point.ok()) return point.status();
  return OpenReadState(reader, *point);
}

std::optional<int64_t> RequiredOffset(const absl::Status& error) {
  int64_t offset = 0;
  if (errors::Reason(error) != "NOT_FRESH_ENOUGH") return std::nullopt;
  if (!absl::SimpleAtoi(errors::Metadata(error, kRequiredOffset), &offset)) return std::nullopt;
  return offset;
}

absl::Status CheckDeadline(absl::Time deadline) {
  if (AnswersEnd::HasCome()) {
    return errors::WithRetryDelay(
        errors::Error(absl::StatusCode::kUnavailable, "SHUTTING_DOWN", "the service is shutting down; ask another"),
        kRetryDelay);
  }
  if (absl::Now() < deadline) return absl::OkStatus();
  return absl::DeadlineExceededError("the answer took longer than the call's deadline allows");
}

}  // namespace dateline::answers
