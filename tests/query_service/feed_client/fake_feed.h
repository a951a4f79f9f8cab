// A feed in memory behind a real gRPC server, that can be told to misbehave.
#ifndef DATELINE_TESTS_QUERY_SERVICE_FEED_CLIENT_FAKE_FEED_H_
#define DATELINE_TESTS_QUERY_SERVICE_FEED_CLIENT_FAKE_FEED_H_

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"
#include "platform/telemetry/trace_context.h"
#include "platform/threading/mutex.h"
#include "query_service/feed_client/verification.h"

namespace dateline::testing {

// Its cursors are "feed_id/offset", in a snapshot "feed_id/s/items sent"; one of another feed_id is answered with
// FEED_DIVERGED.
class FakeFeed final : public v1::FeedService::Service {
 public:
  explicit FakeFeed(std::string feed_id) : feed_id_(std::move(feed_id)) {}
  ~FakeFeed() override { StopServer(); }

  // Serves on `port`, 0: any; gives the address.
  std::string StartServer(int port = 0) {
    {
      threading::MutexLock lock(mutex_);
      stopping_ = false;
    }
    grpc::ServerBuilder builder;
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.AddListeningPort(absl::StrCat("127.0.0.1:", port), grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    return absl::StrCat("127.0.0.1:", port_);
  }
  void StopServer() {
    if (server_ == nullptr) return;
    {
      threading::MutexLock lock(mutex_);
      stopping_ = true;
    }
    server_->Shutdown(std::chrono::system_clock::now());
    server_.reset();
  }
  int port() const { return port_; }

  // Adds a change; gives its offset.
  int64_t Append(const v1::Change& change) {
    threading::MutexLock lock(mutex_);
    v1::ChangeRecord record;
    record.set_offset(static_cast<int64_t>(records_.size()) + 1);
    record.set_chain_crc(
        feed_client::ChainCrc(records_.empty() ? 0 : records_.back().chain_crc(), record.offset(), change));
    record.mutable_commit_time()->set_seconds(1'750'000'000 + record.offset());
    *record.mutable_change() = change;
    records_.push_back(record);
    return record.offset();
  }
  void AlterStoredRecord(int64_t offset, const v1::ChangeRecord& record) {
    threading::MutexLock lock(mutex_);
    records_[offset - 1] = record;
  }
  void BeginAnotherHistory(std::string feed_id) {
    threading::MutexLock lock(mutex_);
    feed_id_ = std::move(feed_id);
    records_.clear();
  }
  // What was before is no longer sent.
  void DropBefore(int64_t offset) {
    threading::MutexLock lock(mutex_);
    earliest_ = offset;
  }
  // What a snapshot sends, one item at a time, and the head when it begins.
  void SetSnapshot(std::vector<v1::SnapshotRecord> items, int64_t noted_head) {
    threading::MutexLock lock(mutex_);
    snapshot_ = std::move(items);
    noted_head_ = noted_head;
  }
  // The first stream of a snapshot ends after so many items.
  void BreakSnapshotOnceAfter(size_t items) {
    threading::MutexLock lock(mutex_);
    break_snapshot_after_ = items;
  }
  void RefuseAcknowledgements(grpc::Status refusal) {
    threading::MutexLock lock(mutex_);
    refusal_ = std::move(refusal);
  }
  // "consumer cursor" of each.
  std::vector<std::string> acknowledged() const {
    threading::MutexLock lock(mutex_);
    return acknowledged_;
  }
  // The next stream is told that its position is lost.
  void DivergeOnce() {
    threading::MutexLock lock(mutex_);
    diverge_once_ = true;
  }
  std::vector<std::string> cursors_asked() const {
    threading::MutexLock lock(mutex_);
    return cursors_asked_;
  }

  // The trace ids with which GetFeedInfo and StreamChanges were called; empty: none.
  std::vector<std::string> traces() const {
    threading::MutexLock lock(mutex_);
    return traces_;
  }

  grpc::Status GetFeedInfo(grpc::ServerContext* context, const v1::GetFeedInfoRequest*,
                           v1::GetFeedInfoResponse* response) override {
    threading::MutexLock lock(mutex_);
    traces_.push_back(TraceOf(*context));
    response->set_feed_id(feed_id_);
    response->set_earliest_offset(earliest_);
    response->set_head_offset(static_cast<int64_t>(records_.size()));
    response->set_earliest_cursor(absl::StrCat(feed_id_, "/", earliest_ - 1));
    return grpc::Status::OK;
  }

  grpc::Status AcknowledgeChanges(grpc::ServerContext*, const v1::AcknowledgeChangesRequest* request,
                                  v1::AcknowledgeChangesResponse*) override {
    threading::MutexLock lock(mutex_);
    acknowledged_.push_back(absl::StrCat(request->consumer(), " ", request->cursor()));
    return refusal_;
  }

  grpc::Status StreamChanges(grpc::ServerContext* context, const v1::StreamChangesRequest* request,
                             grpc::ServerWriter<v1::StreamChangesResponse>* writer) override {
    int64_t sent = 0;
    {
      threading::MutexLock lock(mutex_);
      traces_.push_back(TraceOf(*context));
    }
    const std::string in_snapshot = absl::StrCat(feed_id(), "/s/");
    if (request->snapshot() && (request->cursor().empty() || request->cursor().rfind(in_snapshot, 0) == 0)) {
      if (!SendSnapshot(*request, *writer, sent)) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "broken off");
    } else if (absl::Status begun = Begin(*request, sent); !begun.ok()) {
      return rpc::ToGrpcStatus(begun);
    }
    int idle_rounds = kRoundsBetweenBookmarks;
    while (!context->IsCancelled()) {
      v1::StreamChangesResponse response;
      {
        threading::MutexLock lock(mutex_);
        if (stopping_) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "stopping");
        Fill(*request, sent, response);
      }
      if (response.records_size() > 0 || ++idle_rounds >= kRoundsBetweenBookmarks) {
        idle_rounds = 0;
        if (!writer->Write(response)) break;
      } else {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    }
    return grpc::Status::OK;
  }

 private:
  static constexpr int kRoundsBetweenBookmarks = 20;

  static std::string TraceOf(const grpc::ServerContext& context) {
    const auto header = context.client_metadata().find(telemetry::kTraceparent);
    if (header == context.client_metadata().end()) return "";
    const auto trace = telemetry::ParseTraceparent({header->second.data(), header->second.size()});
    return trace.has_value() ? trace->trace_id : "";
  }

  std::string feed_id() const {
    threading::MutexLock lock(mutex_);
    return feed_id_;
  }

  bool SendSnapshot(const v1::StreamChangesRequest& request, grpc::ServerWriter<v1::StreamChangesResponse>& writer,
                    int64_t& sent) {
    threading::MutexLock lock(mutex_);
    cursors_asked_.push_back(request.cursor());
    const std::string prefix = absl::StrCat(feed_id_, "/s/");
    size_t next = request.cursor().empty() ? 0 : std::stoul(request.cursor().substr(prefix.size()));
    for (; next < snapshot_.size(); ++next) {
      if (next == break_snapshot_after_) {
        break_snapshot_after_ = SIZE_MAX;
        return false;
      }
      v1::StreamChangesResponse response;
      *response.add_snapshot_records() = snapshot_[next];
      response.set_cursor(absl::StrCat(prefix, next + 1));
      writer.Write(response);
    }
    v1::StreamChangesResponse end;
    end.mutable_snapshot_end()->set_head_offset(static_cast<int64_t>(records_.size()));
    sent = noted_head_;
    end.set_cursor(absl::StrCat(feed_id_, "/", sent));
    writer.Write(end);
    return true;
  }

  absl::Status Begin(const v1::StreamChangesRequest& request, int64_t& sent) {
    threading::MutexLock lock(mutex_);
    cursors_asked_.push_back(request.cursor());
    if (request.cursor().empty()) return absl::OkStatus();
    const std::string prefix = absl::StrCat(feed_id_, "/");
    const bool ours = request.cursor().rfind(prefix, 0) == 0 &&
                      absl::SimpleAtoi(request.cursor().substr(prefix.size()), &sent) &&
                      sent <= static_cast<int64_t>(records_.size());
    if (ours && !diverge_once_) return absl::OkStatus();
    diverge_once_ = false;
    return errors::Error(absl::StatusCode::kAborted, "FEED_DIVERGED", "another history");
  }

  void Fill(const v1::StreamChangesRequest& request, int64_t& sent, v1::StreamChangesResponse& response)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const int64_t head = static_cast<int64_t>(records_.size());
    while (sent < head && response.records_size() < request.max_batch_size())
      *response.add_records() = records_[sent++];
    response.set_cursor(absl::StrCat(feed_id_, "/", sent));
    if (sent == head) response.mutable_bookmark()->set_head_offset(head);
  }

  mutable threading::Mutex mutex_;
  std::string feed_id_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::ChangeRecord> records_ ABSL_GUARDED_BY(mutex_);
  int64_t earliest_ ABSL_GUARDED_BY(mutex_) = 1;
  std::vector<v1::SnapshotRecord> snapshot_ ABSL_GUARDED_BY(mutex_);
  int64_t noted_head_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t break_snapshot_after_ ABSL_GUARDED_BY(mutex_) = SIZE_MAX;
  std::vector<std::string> acknowledged_ ABSL_GUARDED_BY(mutex_);
  grpc::Status refusal_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool diverge_once_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::string> cursors_asked_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> traces_ ABSL_GUARDED_BY(mutex_);
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_FEED_CLIENT_FAKE_FEED_H_
