#include "query_service/feed_client/feed_client.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/errors/errors.h"
#include "platform/rpc/client_channel.h"
#include "platform/rpc/status_conversion.h"
#include "query_service/feed_client/backoff.h"
#include "query_service/feed_client/verification.h"

namespace dateline::feed_client {
namespace {

std::shared_ptr<grpc::Channel> OpenFeedChannel(const FeedClientOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(options.max_response_bytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, static_cast<int>(absl::ToInt64Milliseconds(options.keepalive_interval)));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(options.keepalive_timeout)));
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  // This client has its own back-off; the channel's must not be slower.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(options.first_backoff)));
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(options.first_backoff)));
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(options.longest_backoff)));
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  return rpc::OpenChannel(options.target, options.security, arguments);
}

// The feed no longer knows the position: another history, or too long ago.
bool PositionIsLost(const absl::Status& failure) {
  const std::string reason = errors::Reason(failure);
  return reason == "FEED_DIVERGED" || reason == "OFFSET_COMPACTED" || reason == "CURSOR_INVALID";
}

// No repetition can help: following on would skip or invent changes.
bool IsFinal(const absl::Status& failure) {
  return failure.code() == absl::StatusCode::kDataLoss || failure.code() == absl::StatusCode::kFailedPrecondition;
}

FeedPosition Beginning(const v1::GetFeedInfoResponse& feed) {
  FeedPosition start;
  start.feed_id = feed.feed_id();
  if (feed.earliest_offset() > 1) {
    start.stage = FeedPosition::Stage::kSnapshot;
    start.chain_crc.reset();
  }
  return start;
}

}  // namespace

FeedClient::FeedClient(FeedClientOptions options, ChangeSink& sink, FeedObserver& observer)
    : options_(std::move(options)),
      sink_(sink),
      observer_(observer),
      stub_(v1::FeedService::NewStub(OpenFeedChannel(options_))),
      acknowledger_(*stub_, options_.consumer, options_.greeting_timeout),
      thread_([this] { Run(); }) {}

FeedClient::~FeedClient() {
  {
    threading::MutexLock lock(mutex_);
    shutting_down_ = true;
    if (call_ != nullptr) call_->TryCancel();
  }
  changed_.NotifyAll();
  thread_.join();
}

void FeedClient::Run() {
  Backoff backoff(options_.first_backoff, options_.longest_backoff);
  while (true) {
    made_progress_ = false;
    const absl::Status failure = Follow();
    status_.connected = false;
    if (WaitForShutdown(absl::ZeroDuration())) return;
    if (made_progress_) backoff.Reset();
    if (IsFinal(failure)) {
      status_.stopped = failure;
      observer_.OnNotice(absl::StrCat("the feed is followed no further: ", failure.message()));
      observer_.OnStatus(status_);
      return;
    }
    const absl::Duration wait = backoff.NextWait();
    observer_.OnNotice(absl::StrCat("lost the feed at ", options_.target, ", next attempt in ",
                                    absl::FormatDuration(absl::Trunc(wait, absl::Milliseconds(1))), ": ",
                                    failure.message(), " (trace ", trace_.trace_id, ")"));
    observer_.OnStatus(status_);
    if (WaitForShutdown(wait)) return;
  }
}

absl::Status FeedClient::Follow() {
  trace_ = telemetry::StartTrace();
  const absl::StatusOr<v1::GetFeedInfoResponse> feed = GetFeedInfo();
  if (!feed.ok()) return feed.status();
  absl::StatusOr<FeedPosition> start = FindStart(*feed);
  if (!start.ok()) return start.status();
  status_.head_offset = feed->head_offset();
  status_.is_whole = start->is_whole();
  status_.applied_offset = status_.is_whole ? start->offset : 0;
  status_.heard = absl::Now();
  observer_.OnStatus(status_);
  return ReadChanges(*std::move(start));
}

absl::StatusOr<v1::GetFeedInfoResponse> FeedClient::GetFeedInfo() {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(options_.greeting_timeout));
  if (!BeginCall(context)) return absl::CancelledError("shutting down");
  v1::GetFeedInfoResponse feed;
  const grpc::Status status = stub_->GetFeedInfo(&context, v1::GetFeedInfoRequest(), &feed);
  EndCall();
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  if (feed.feed_id().empty()) return absl::FailedPreconditionError("the feed's server gives the feed no identity");
  return feed;
}

absl::StatusOr<FeedPosition> FeedClient::FindStart(const v1::GetFeedInfoResponse& feed) {
  absl::StatusOr<FeedPosition> position = sink_.Position();
  if (!position.ok()) return position.status();
  const bool is_same_feed = position->feed_id == feed.feed_id();
  // Of a sink that others write too they may have started over already.
  if (is_same_feed && lost_cursor_ != position->cursor) return position;
  const FeedPosition start = Beginning(feed);
  if (!position->feed_id.empty()) {
    observer_.OnNotice(absl::StrCat("the feed at ", options_.target, is_same_feed ? " lost the position of" : " is not",
                                    " the one followed so far; building anew what was made of ", position->offset,
                                    " changes of feed ", position->feed_id));
  }
  if (start.stage == FeedPosition::Stage::kSnapshot) {
    observer_.OnNotice(absl::StrCat("the feed keeps its changes from ", feed.earliest_offset(),
                                    " on; beginning with what holds now, without what was before"));
  }
  if (absl::Status started = sink_.StartOver(start); !started.ok()) return started;
  lost_cursor_.reset();
  return start;
}

absl::Status FeedClient::ReadChanges(FeedPosition position) {
  grpc::ClientContext context;
  v1::StreamChangesRequest request;
  request.set_cursor(position.cursor);
  request.set_max_batch_size(options_.max_batch_size);
  request.set_bookmark_interval_ms(static_cast<int32_t>(absl::ToInt64Milliseconds(options_.bookmark_interval)));
  request.set_snapshot(position.stage == FeedPosition::Stage::kSnapshot);
  if (!BeginCall(context)) return absl::CancelledError("shutting down");
  const auto stream = stub_->StreamChanges(&context, request);
  v1::StreamChangesResponse response;
  absl::Status taken;
  while (taken.ok() && stream->Read(&response)) taken = TakeResponse(response, position);
  if (!taken.ok()) context.TryCancel();
  const grpc::Status finished = stream->Finish();
  EndCall();
  if (!taken.ok()) return taken;
  if (finished.ok()) return absl::UnavailableError("the server ended the stream");
  const absl::Status failure = rpc::FromGrpcStatus(finished);
  if (PositionIsLost(failure)) lost_cursor_ = position.cursor;
  return failure;
}

absl::Status FeedClient::TakeResponse(const v1::StreamChangesResponse& response, FeedPosition& position) {
  absl::StatusOr<FeedPosition> after = Verify(position, response);
  if (!after.ok()) return after.status();
  ChangeBatch batch;
  batch.position = *after;
  batch.reached_head =
      after->is_whole() && response.has_bookmark() && response.bookmark().head_offset() <= after->offset;
  const std::vector<const v1::ChangeRecord*> records(response.records().pointer_begin(),
                                                     response.records().pointer_end());
  batch.records = records;
  const std::vector<const v1::SnapshotRecord*> snapshot_records(response.snapshot_records().pointer_begin(),
                                                                response.snapshot_records().pointer_end());
  batch.snapshot_records = snapshot_records;
  if (absl::Status applied = sink_.Apply(batch); !applied.ok()) return applied;
  position = *std::move(after);
  NoteProgress(response, position, batch.reached_head);
  AcknowledgeProgress(response, position, batch.reached_head);
  return absl::OkStatus();
}

void FeedClient::NoteProgress(const v1::StreamChangesResponse& response, const FeedPosition& position,
                              bool reached_head) {
  made_progress_ = true;
  status_.connected = true;
  status_.heard = absl::Now();
  status_.is_whole = position.is_whole();
  status_.applied_offset = status_.is_whole ? position.offset : 0;
  if (response.has_bookmark()) status_.head_offset = response.bookmark().head_offset();
  status_.head_offset = std::max(status_.head_offset, status_.applied_offset);
  if (reached_head) {
    status_.missing_since = status_.heard;
  } else if (!response.records().empty()) {
    const google::protobuf::Timestamp& last = response.records().rbegin()->commit_time();
    status_.missing_since = absl::FromUnixSeconds(last.seconds()) + absl::Nanoseconds(last.nanos());
  }
  observer_.OnStatus(status_);
}

void FeedClient::AcknowledgeProgress(const v1::StreamChangesResponse& response, const FeedPosition& position,
                                     bool reached_head) {
  for (const v1::ChangeRecord& record : response.records()) {
    awaits_erasure_ = awaits_erasure_ || record.change().has_article_purged();
  }
  const auto now = std::chrono::steady_clock::now();
  // Behind the head more purges may follow, to be erased at one go.
  if (now < next_acknowledgement_ && !(awaits_erasure_ && reached_head)) return;
  next_acknowledgement_ = now + absl::ToChronoMilliseconds(options_.acknowledge_interval);
  const absl::StatusOr<FeedPosition> confirmed = sink_.ConfirmPosition();
  if (!confirmed.ok()) {
    // To be tried again at the interval, however urgent.
    awaits_erasure_ = false;
    return NoteObstacle(confirmed.status());
  }
  if (confirmed->cursor == position.cursor) awaits_erasure_ = false;
  if (!confirmed->cursor.empty()) acknowledger_.Acknowledge(confirmed->cursor);
  NoteObstacle(acknowledger_.last_outcome());
}

void FeedClient::NoteObstacle(const absl::Status& obstacle) {
  const std::string message(obstacle.message());
  if (message == obstacle_) return;
  obstacle_ = message;
  if (!obstacle.ok()) observer_.OnNotice(absl::StrCat("cannot confirm to the feed what was taken: ", message));
}

bool FeedClient::BeginCall(grpc::ClientContext& context) {
  context.AddMetadata(telemetry::kTraceparent, telemetry::FormatTraceparent(trace_));
  threading::MutexLock lock(mutex_);
  if (shutting_down_) return false;
  call_ = &context;
  return true;
}

void FeedClient::EndCall() {
  threading::MutexLock lock(mutex_);
  call_ = nullptr;
}

bool FeedClient::WaitForShutdown(absl::Duration wait) {
  const auto end = std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(wait);
  threading::MutexLock lock(mutex_);
  while (!shutting_down_ && std::chrono::steady_clock::now() < end) changed_.WaitUntil(mutex_, end);
  return shutting_down_;
}

}  // namespace dateline::feed_client
