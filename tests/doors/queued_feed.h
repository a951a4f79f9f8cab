// ScriptedFeed as dateline-query serves its own methods: over queues.
#ifndef DATELINE_TESTS_DOORS_QUEUED_FEED_H_
#define DATELINE_TESTS_DOORS_QUEUED_FEED_H_

#include <grpcpp/grpcpp.h>

#include <deque>
#include <string>

#include "absl/strings/str_cat.h"
#include "platform/rpc/call_queue.h"
#include "platform/rpc/stream_call.h"
#include "tests/testing/scripted_feed.h"

namespace dateline::testing {

// Answers an empty message at once; StreamChanges ends at once. AcknowledgeChanges is a write.
class QueuedFeed final : public rpc::QueueService {
 public:
  // `feed` counts all calls; it must outlive this.
  explicit QueuedFeed(ScriptedFeed& feed) : feed_(feed) {
    AddMethod("GetFeedInfo", &Methods::RequestGetFeedInfo, rpc::CallClass::kRead);
    AddMethod("AcknowledgeChanges", &Methods::RequestAcknowledgeChanges, rpc::CallClass::kWork);
    stream_.ask = [this](grpc::ServerContext& context, grpc::ByteBuffer& request, auto& writer,
                         grpc::ServerCompletionQueue& queue, void* tag) {
      service_.RequestStreamChanges(&context, &request, &writer, &queue, &queue, tag);
    };
    stream_.answer = [this](rpc::StreamCall& call) {
      ++feed_.calls;
      call.Finish(grpc::Status::OK);
    };
    stream_.guarded.path = absl::StrCat("/", kName, "/StreamChanges");
    stream_.guarded.call_class = rpc::CallClass::kStream;
  }

  grpc::Service& service() override { return service_; }

  void SetGuard(rpc::CallGuard& guard) override {
    for (rpc::UnaryCall::Method& method : methods_) {
      method.guard = &guard;
      method.guarded.metrics = guard.MetricsOf(method.guarded.path);
    }
    stream_.guard = &guard;
    stream_.guarded.metrics = guard.MetricsOf(stream_.guarded.path);
  }

  void AwaitCalls(rpc::CallQueue& queue) override {
    rpc::StreamCall::Await(stream_, queue);
    for (const rpc::UnaryCall::Method& method : methods_) {
      for (int i = 0; i < 16; ++i) rpc::UnaryCall::Await(method, queue);
    }
  }

 private:
  using Methods = v1::FeedService::WithRawMethod_GetFeedInfo<v1::FeedService::WithRawMethod_AcknowledgeChanges<
      v1::FeedService::WithRawMethod_StreamChanges<v1::FeedService::Service>>>;
  using AskMethod = void (Methods::*)(grpc::ServerContext*, grpc::ByteBuffer*,
                                      grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>*, grpc::CompletionQueue*,
                                      grpc::ServerCompletionQueue*, void*);

  static constexpr char kName[] = "dateline.v1.FeedService";

  void AddMethod(const std::string& name, AskMethod ask, rpc::CallClass call_class) {
    rpc::UnaryCall::Method method;
    method.ask = [this, ask](grpc::ServerContext& context, grpc::ByteBuffer& request, auto& writer,
                             grpc::ServerCompletionQueue& queue,
                             void* tag) { (service_.*ask)(&context, &request, &writer, &queue, &queue, tag); };
    method.answer = [this](rpc::UnaryCall& call) {
      ++feed_.calls;
      const grpc::Slice empty;
      call.Finish(grpc::ByteBuffer(&empty, 1), grpc::Status::OK);
    };
    method.guarded.path = absl::StrCat("/", kName, "/", name);
    method.guarded.call_class = call_class;
    method.guarded.writes = call_class == rpc::CallClass::kWork;
    methods_.push_back(std::move(method));
  }

  ScriptedFeed& feed_;
  Methods service_;
  std::deque<rpc::UnaryCall::Method> methods_;
  rpc::StreamCall::Method stream_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DOORS_QUEUED_FEED_H_
