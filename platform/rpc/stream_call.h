// Calls with several answers that come over a completion queue.
#ifndef DATELINE_PLATFORM_RPC_STREAM_CALL_H_
#define DATELINE_PLATFORM_RPC_STREAM_CALL_H_

#include <functional>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "grpcpp/impl/codegen/async_stream.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "platform/rpc/call_guard.h"
#include "platform/rpc/call_queue.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

// What writes the messages of a StreamCall, and hears how it goes, on the queue's thread, which serves no other call
// meanwhile: be short.
class StreamWriter {
 public:
  virtual ~StreamWriter() = default;
  // gRPC has taken the message; not `ok`: nothing goes out any more, the call has to be finished.
  virtual void OnWriteDone(bool ok) = 0;
  // The caller has gone: the call has to be finished soon. It may have been. Also on the thread of StreamCall::Begin.
  virtual void OnCancel() = 0;
};

// A call, bytes in and messages of bytes out; before that, that somebody waits for it. Lives until it is finished and
// gRPC has nothing more to say of it. gRPC's callback API is not used for streams either: where a server has one method
// of it, its threads take part in reading every connection, and each call goes through several of them.
class StreamCall {
 public:
  struct Method {
    std::function<void(grpc::ServerContext& context, grpc::ByteBuffer& request,
                       grpc::ServerAsyncWriter<grpc::ByteBuffer>& writer, grpc::ServerCompletionQueue& queue,
                       void* tag)>
        ask;
    // Calls Begin, or Finish.
    std::function<void(StreamCall& call)> answer;
    // Lets calls through to `answer`; null: all may pass. It must outlive the server.
    CallGuard* guard = nullptr;
    rpc::Method guarded = {};
  };

  // Waits for the method's next call; each call then waits for one after it. Both must outlive the server.
  static void Await(const Method& method, CallQueue& queue);

  const grpc::ByteBuffer& request() const { return request_; }
  // `writer` hears of the call from now on; once, before Write.
  void Begin(std::shared_ptr<StreamWriter> writer) ABSL_LOCKS_EXCLUDED(mutex_);
  // One message at a time: the next after OnWriteDone. On any thread.
  void Write(const grpc::ByteBuffer& message) { writer_.Write(message, static_cast<QueueEvent*>(&written_)); }
  // Once, while no message is being written, on any thread; the call is no more.
  void Finish(const grpc::Status& status);

 private:
  // What gRPC may say of the call.
  class Event final : public QueueEvent {
   public:
    Event(StreamCall& call, void (StreamCall::*happen)(bool ok)) : call_(call), happen_(happen) {}
    void OnEvent(bool ok) override { (call_.*happen_)(ok); }

   private:
    StreamCall& call_;
    void (StreamCall::*const happen_)(bool ok);
  };

  StreamCall(const Method& method, CallQueue& queue);
  ~StreamCall();
  void OnCome(bool ok);
  void OnWritten(bool ok);
  void OnFinished(bool ok);
  void OnEnded(bool ok);
  void EndWithLast();
  std::shared_ptr<StreamWriter> HearingWriter() ABSL_LOCKS_EXCLUDED(mutex_);

  const Method& method_;
  CallQueue& queue_;
  Event come_{*this, &StreamCall::OnCome};
  Event written_{*this, &StreamCall::OnWritten};
  Event finished_{*this, &StreamCall::OnFinished};
  Event ended_{*this, &StreamCall::OnEnded};
  std::shared_ptr<GuardedCall> guarded_;  // null: nobody guards the method
  grpc::ServerContext context_;
  grpc::ByteBuffer request_;
  grpc::ServerAsyncWriter<grpc::ByteBuffer> writer_{&context_};
  int last_events_ = 2;  // that are still to come: finished, ended
  threading::Mutex mutex_;
  std::shared_ptr<StreamWriter> hearing_ ABSL_GUARDED_BY(mutex_);
  bool is_canceled_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_STREAM_CALL_H_
