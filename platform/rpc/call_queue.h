// Calls that come over a completion queue, each queue served by one thread: half of what gRPC's callback API costs,
// whose threads wake one another for every call.
#ifndef DATELINE_PLATFORM_RPC_CALL_QUEUE_H_
#define DATELINE_PLATFORM_RPC_CALL_QUEUE_H_

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "grpcpp/completion_queue.h"
#include "grpcpp/impl/codegen/async_unary_call.h"
#include "grpcpp/impl/codegen/service_type.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "platform/rpc/call_guard.h"

namespace dateline::rpc {

// What gRPC is given as a tag: a pointer to one of these.
class QueueEvent {
 public:
  // On the queue's thread. Not `ok`: it did not come about.
  virtual void OnEvent(bool ok) = 0;

 protected:
  ~QueueEvent() = default;
};

// A completion queue and its thread.
class CallQueue {
 public:
  explicit CallQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue) : queue_(std::move(queue)) {}
  // REQUIRES: the server has shut down, or was never started. Waits for the calls that are not answered yet.
  ~CallQueue();

  grpc::ServerCompletionQueue* queue() { return queue_.get(); }
  // Serves from now on.
  void Start();

  // A call, or the wait for one, lives from the one to the other.
  void BeginCall() { ++calls_; }
  void EndCall();

 private:
  void Serve();

  const std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::atomic<int> calls_ = 0;
  std::thread thread_;
};

// A call, bytes in and bytes out; before that, that somebody waits for it. Lives until its answer is sent.
class UnaryCall final : private QueueEvent {
 public:
  // What there is to know of a method: how gRPC is asked for its next call, and what answers it. `answer` is called by
  // the queue's thread, which serves no other call meanwhile, or by that of the call that gave its place; it calls
  // Finish of the call, then or later.
  struct Method {
    std::function<void(grpc::ServerContext& context, grpc::ByteBuffer& request,
                       grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>& writer, grpc::ServerCompletionQueue& queue,
                       void* tag)>
        ask;
    std::function<void(UnaryCall& call)> answer;
    // Lets calls through to `answer`; null: all may pass. It must outlive the server.
    CallGuard* guard = nullptr;
    rpc::Method guarded = {};
  };

  // Waits for the method's next call; each call then waits for one after it. Both must outlive the server.
  static void Await(const Method& method, CallQueue& queue);

  const grpc::ServerContext& context() const { return context_; }
  const grpc::ByteBuffer& request() const { return request_; }
  // The call waits for something else than to run: others may have its place meanwhile.
  void GivePlace();
  // Calls `go_on` as soon as there is a place for the call again, or answers it with RESOURCE_EXHAUSTED.
  void TakePlace(std::function<void()> go_on);
  // Once, on any thread; the call is no more. With an error nothing of `response` is sent.
  void Finish(const grpc::ByteBuffer& response, const grpc::Status& status);

 private:
  UnaryCall(const Method& method, CallQueue& queue);
  ~UnaryCall();
  // It has come, or its answer was sent; not `ok`: it never will.
  void OnEvent(bool ok) override;
  void PassGuard();

  const Method& method_;
  CallQueue& queue_;
  bool has_come_ = false;
  std::shared_ptr<GuardedCall> guarded_;  // null: nobody guards the method
  grpc::ServerContext context_;
  grpc::ByteBuffer request_;
  grpc::ServerAsyncResponseWriter<grpc::ByteBuffer> writer_{&context_};
};

// A service whose calls come over queues.
class QueueService {
 public:
  virtual ~QueueService() = default;
  virtual grpc::Service& service() = 0;
  // Every call passes `guard` from now on; once, before AwaitCalls. A service that has nothing to guard does nothing.
  virtual void SetGuard(CallGuard&) {}
  // Waits for calls of every method.
  virtual void AwaitCalls(CallQueue& queue) = 0;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_CALL_QUEUE_H_
