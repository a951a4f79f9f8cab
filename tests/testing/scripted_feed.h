// A served service that does as a test says, and a client of it.
#ifndef DATELINE_TESTS_TESTING_SCRIPTED_FEED_H_
#define DATELINE_TESTS_TESTING_SCRIPTED_FEED_H_

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "platform/rpc/server_host.h"
#include "platform/rpc/status_conversion.h"
#include "platform/threading/mutex.h"

namespace dateline::testing {

using RawScriptedFeed =
    v1::FeedService::WithRawCallbackMethod_StreamChanges<v1::FeedService::WithRawCallbackMethod_GetFeedInfo<
        v1::FeedService::WithRawCallbackMethod_AcknowledgeChanges<v1::FeedService::Service>>>;

// GetFeedInfo answers an empty message, or waits for Release; AcknowledgeChanges is a write; StreamChanges ends at
// once.
class ScriptedFeed final : public RawScriptedFeed {
 public:
  ~ScriptedFeed() override { Release(); }

  grpc::ServerUnaryReactor* GetFeedInfo(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                        grpc::ByteBuffer* response) override {
    ++calls;
    return Answer(*context, *response);
  }
  grpc::ServerUnaryReactor* AcknowledgeChanges(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                               grpc::ByteBuffer* response) override {
    ++calls;
    return Answer(*context, *response);
  }
  grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamChanges(grpc::CallbackServerContext*,
                                                            const grpc::ByteBuffer*) override {
    ++calls;
    return new Empty;
  }

  rpc::ServedService Served() {
    return {v1::FeedService::service_full_name(), this, /*writes=*/{"AcknowledgeChanges"}, /*costly=*/{}};
  }

  // Calls from now on wait until Release.
  void Hold() ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    holding_ = true;
  }
  void Release() ABSL_LOCKS_EXCLUDED(mutex_) {
    std::vector<grpc::ServerUnaryReactor*> held;
    {
      threading::MutexLock lock(mutex_);
      holding_ = false;
      held.swap(held_);
    }
    for (grpc::ServerUnaryReactor* reactor : held) reactor->Finish(grpc::Status::OK);
  }

  std::atomic<int> calls = 0;  // that reached a method

 private:
  struct Empty : grpc::ServerWriteReactor<grpc::ByteBuffer> {
    Empty() { Finish(grpc::Status::OK); }
    void OnDone() override { delete this; }
  };

  grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext& context, grpc::ByteBuffer& response)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    const grpc::Slice empty;
    response = grpc::ByteBuffer(&empty, 1);
    grpc::ServerUnaryReactor* const reactor = context.DefaultReactor();
    threading::MutexLock lock(mutex_);
    if (holding_) {
      held_.push_back(reactor);
    } else {
      reactor->Finish(grpc::Status::OK);
    }
    return reactor;
  }

  threading::Mutex mutex_;
  bool holding_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<grpc::ServerUnaryReactor*> held_ ABSL_GUARDED_BY(mutex_);
};

using Headers = std::multimap<std::string, std::string>;

// What came back from one call.
struct FeedReply {
  absl::Status status;
  Headers trailers;
};

// Calls with a deadline of ten seconds unless told otherwise.
class FeedCaller {
 public:
  FeedCaller(const std::string& address, const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
    stub_ = v1::FeedService::NewStub(grpc::CreateCustomChannel(address, credentials, arguments));
  }
  explicit FeedCaller(const std::string& address) : FeedCaller(address, grpc::InsecureChannelCredentials()) {}

  FeedReply GetFeedInfo(const Headers& headers = {}, bool deadline = true) const {
    grpc::ClientContext context;
    Prepare(context, headers, deadline);
    v1::GetFeedInfoResponse response;
    const grpc::Status status = stub_->GetFeedInfo(&context, {}, &response);
    return ReplyOf(context, status);
  }

  FeedReply Acknowledge(const Headers& headers = {}) const {
    grpc::ClientContext context;
    Prepare(context, headers, true);
    v1::AcknowledgeChangesResponse response;
    const grpc::Status status = stub_->AcknowledgeChanges(&context, {}, &response);
    return ReplyOf(context, status);
  }

  FeedReply StreamChanges(const Headers& headers = {}) const {
    grpc::ClientContext context;
    Prepare(context, headers, true);
    const auto stream = stub_->StreamChanges(&context, {});
    v1::StreamChangesResponse response;
    while (stream->Read(&response)) {
    }
    const grpc::Status status = stream->Finish();
    return ReplyOf(context, status);
  }

 private:
  static void Prepare(grpc::ClientContext& context, const Headers& headers, bool deadline) {
    for (const auto& [name, value] : headers) context.AddMetadata(name, value);
    if (deadline) context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  }

  static FeedReply ReplyOf(const grpc::ClientContext& context, const grpc::Status& status) {
    FeedReply reply{rpc::FromGrpcStatus(status), {}};
    for (const auto& [name, value] : context.GetServerTrailingMetadata()) {
      reply.trailers.emplace(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
    }
    return reply;
  }

  std::unique_ptr<v1::FeedService::Stub> stub_;
};

// Options of a server on a free port of this machine.
inline rpc::ServerOptions LoopbackServer() {
  rpc::ServerOptions options;
  options.listen_address = "127.0.0.1:0";
  return options;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_SCRIPTED_FEED_H_
