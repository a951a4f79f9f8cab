#include "platform/rpc/call_queue.h"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/rpc_service_method.h"
#include "grpcpp/security/credentials.h"
#include "platform/rpc/server_host.h"

namespace dateline::rpc {
namespace {

constexpr char kMethod[] = "/test.Echo/Echo";

class GrpcService final : public grpc::Service {
 public:
  GrpcService() {
    using grpc::internal::RpcMethod;
    AddMethod(new grpc::internal::RpcServiceMethod(kMethod, RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRaw(0);
  }
  void RequestEcho(grpc::ServerContext& context, grpc::ByteBuffer& request,
                   grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>& writer, grpc::ServerCompletionQueue& queue,
                   void* tag) {
    RequestAsyncUnary(0, &context, &request, &writer, &queue, &queue, tag);
  }
};

// Answers as it is told.
class AnyService final : public QueueService {
 public:
  explicit AnyService(std::function<void(UnaryCall&)> answer)
      : method_{[this](grpc::ServerContext& context, grpc::ByteBuffer& request, auto& writer, auto& queue, void* tag) {
                  service_.RequestEcho(context, request, writer, queue, tag);
                },
                std::move(answer)} {}
  grpc::Service& service() override { return service_; }
  void AwaitCalls(CallQueue& queue) override { UnaryCall::Await(method_, queue); }

 private:
  GrpcService service_;
  UnaryCall::Method method_;
};

std::unique_ptr<ServerHost> Host(QueueService& service, int threads) {
  ServerOptions options;
  options.listen_address = "127.0.0.1:0";
  options.queue_threads = threads;
  return *ServerHost::Start(options, {}, nullptr, {&service});
}

std::string TextOf(const grpc::ByteBuffer& bytes) {
  grpc::Slice slice;
  return bytes.TrySingleSlice(&slice).ok() ? std::string(slice.begin(), slice.end()) : "";
}

grpc::Status Ask(const std::string& address, const std::string& text, std::string& answer) {
  grpc::GenericStub stub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  grpc::Slice slice(text);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, kMethod, grpc::StubOptions(), &request, &response,
                 [&done](grpc::Status status) { done.set_value(std::move(status)); });
  const grpc::Status status = done.get_future().get();
  answer = TextOf(response);
  return status;
}

TEST(CallQueue, AnswersEveryCall) {
  for (const int threads : {1, 3}) {
    AnyService service([](UnaryCall& call) { call.Finish(call.request(), grpc::Status::OK); });
    const auto host = Host(service, threads);
    std::vector<std::future<std::string>> answers;
    for (int i = 0; i < 50; ++i) {
      answers.push_back(std::async(std::launch::async, [&host, i] {
        std::string answer;
        return Ask(host->address(), std::to_string(i), answer).ok() ? answer : "failed";
      }));
    }
    for (int i = 0; i < 50; ++i) EXPECT_EQ(answers[static_cast<size_t>(i)].get(), std::to_string(i));
  }
}

TEST(CallQueue, SendsErrors) {
  AnyService service([](UnaryCall& call) { call.Finish({}, {grpc::StatusCode::NOT_FOUND, "none"}); });
  const auto host = Host(service, 1);
  std::string answer;
  const grpc::Status status = Ask(host->address(), "x", answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "none");
}

// Whoever answers may do so long after the server has given the call up.
TEST(CallQueue, WaitsAtTheEndForAnswers) {
  std::promise<UnaryCall*> came;
  AnyService service([&came](UnaryCall& call) { came.set_value(&call); });
  auto host = Host(service, 1);
  std::string answer;
  auto asked = std::async(std::launch::async, [&] { return Ask(host->address(), "x", answer); });
  UnaryCall* const call = came.get_future().get();
  std::atomic<bool> has_answered = false;
  std::thread late([&] {
    EXPECT_FALSE(asked.get().ok());
    has_answered = true;
    call->Finish({}, grpc::Status::CANCELLED);
  });
  host->Shutdown(absl::ZeroDuration());
  EXPECT_TRUE(has_answered);
  late.join();
}

}  // namespace
}  // namespace dateline::rpc
