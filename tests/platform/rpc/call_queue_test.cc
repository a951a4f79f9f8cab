#include "platform/rpc/call_queue.h"

#include <atomic>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/rpc_service_method.h"
#include "grpcpp/security/credentials.h"
#include "platform/errors/errors.h"
#include "platform/rpc/server_host.h"
#include "platform/rpc/status_conversion.h"

namespace dateline::rpc {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Pair;

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
  // With it calls are of this class, and writes or not.
  AnyService& Guarded(CallClass call_class, bool writes) {
    method_.guarded = {kMethod, call_class, writes, nullptr};
    return *this;
  }
  grpc::Service& service() override { return service_; }
  void SetGuard(CallGuard& guard) override {
    if (method_.guarded.path.empty()) return;
    method_.guard = &guard;
    method_.guarded.metrics = guard.MetricsOf(kMethod);
  }
  void AwaitCalls(CallQueue& queue) override { UnaryCall::Await(method_, queue); }

 private:
  GrpcService service_;
  UnaryCall::Method method_;
};

std::unique_ptr<ServerHost> Host(QueueService& service, int threads, const CallLimits& limits = {},
                                 telemetry::Telemetry* telemetry = nullptr) {
  ServerOptions options;
  options.listen_address = "127.0.0.1:0";
  options.queue_threads = threads;
  options.guard.limits = limits;
  return *ServerHost::Start(options, {}, telemetry, {&service});
}

std::string TextOf(const grpc::ByteBuffer& bytes) {
  grpc::Slice slice;
  return bytes.TrySingleSlice(&slice).ok() ? std::string(slice.begin(), slice.end()) : "";
}

grpc::Status Ask(grpc::ClientContext& context, const std::string& address, const std::string& text,
                 std::string& answer) {
  grpc::GenericStub stub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
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

grpc::Status Ask(const std::string& address, const std::string& text, std::string& answer) {
  grpc::ClientContext context;
  return Ask(context, address, text, answer);
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

// What a guarded service has said, and what it says to a call with the id "r-1".
class GuardedCallQueue : public ::testing::Test {
 protected:
  struct Reply {
    absl::Status status;
    std::multimap<std::string, std::string> trailers;
  };

  Reply Call(const ServerHost& host) {
    grpc::ClientContext context;
    context.AddMetadata("x-request-id", "r-1");
    context.AddMetadata("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    std::string answer;
    Reply reply{FromGrpcStatus(Ask(context, host.address(), "x", answer)), {}};
    for (const auto& [name, value] : context.GetServerTrailingMetadata()) {
      reply.trailers.emplace(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
    }
    return reply;
  }

  // Calls are logged after they are answered. Waits a minute at most.
  std::string EventualLog(const std::string& text) {
    for (int i = 0; i < 60000 && log().find(text) == std::string::npos; ++i) absl::SleepFor(absl::Milliseconds(1));
    return log();
  }
  std::string log() {
    threading::MutexLock lock(mutex_);
    return log_;
  }

  threading::Mutex mutex_;
  std::string log_;
  telemetry::Telemetry telemetry_{telemetry::LogFormat::kText, [this](const std::string& line) {
                                    threading::MutexLock lock(mutex_);
                                    log_ += line;
                                  }};
};

TEST_F(GuardedCallQueue, LogsWritesAndFailuresOfItsOwn) {
  for (const bool writes : {true, false}) {
    AnyService service([](UnaryCall& call) { call.Finish({}, {grpc::StatusCode::INTERNAL, "broken"}); });
    const auto host = Host(service.Guarded(CallClass::kWork, writes), 1, {}, &telemetry_);
    const Reply reply = Call(*host);
    EXPECT_EQ(reply.status.code(), absl::StatusCode::kInternal);
    EXPECT_THAT(reply.trailers, Contains(Pair("x-request-id", "r-1")));
    const std::string event = writes ? "ERROR write" : "ERROR call";
    EXPECT_THAT(EventualLog(event), AllOf(HasSubstr(event + " method=/test.Echo/Echo code=INTERNAL"),
                                          HasSubstr("request_id=r-1 trace_id=0af7651916cd43dd8448eb211c80319c")));
  }
}

TEST_F(GuardedCallQueue, SaysWhenToComeAgainToThoseWhoCallTooOften) {
  AnyService service([](UnaryCall& call) { call.Finish(call.request(), grpc::Status::OK); });
  CallLimits limits;
  limits.max_calls_per_second = 1;
  const auto host = Host(service.Guarded(CallClass::kRead, /*writes=*/false), 1, limits, &telemetry_);
  Reply reply = Call(*host);
  EXPECT_TRUE(reply.status.ok());
  for (int i = 0; i < 1000 && reply.status.ok(); ++i) reply = Call(*host);
  EXPECT_EQ(errors::Reason(reply.status), "RATE_LIMITED");
  EXPECT_THAT(reply.trailers, AllOf(Contains(Pair("x-request-id", "r-1")), Contains(Key("grpc-retry-pushback-ms"))));
  EXPECT_THAT(EventualLog("call-refused"), HasSubstr("WARNING call-refused method=/test.Echo/Echo "
                                                     "code=RESOURCE_EXHAUSTED"));
}

TEST_F(GuardedCallQueue, RefusesWhatFindsNoPlaceInItsClass) {
  for (const CallClass call_class : {CallClass::kRead, CallClass::kWork}) {
    std::promise<UnaryCall*> came;
    AnyService service([&came](UnaryCall& call) { came.set_value(&call); });
    CallLimits limits;
    (call_class == CallClass::kRead ? limits.max_running_reads : limits.max_running_work) = 1;
    limits.patience = absl::Milliseconds(10);
    const auto host = Host(service.Guarded(call_class, /*writes=*/false), 1, limits, &telemetry_);
    auto running = std::async(std::launch::async, [&] { return Call(*host); });
    UnaryCall* const call = came.get_future().get();
    const Reply refused = Call(*host);
    EXPECT_EQ(errors::Reason(refused.status), "OVERLOADED");
    EXPECT_THAT(std::string(refused.status.message()), HasSubstr(call_class == CallClass::kRead ? "(read)" : "(work)"));
    EXPECT_THAT(refused.trailers, Contains(Key("grpc-retry-pushback-ms")));
    call->Finish({}, {grpc::StatusCode::NOT_FOUND, "none"});
    EXPECT_EQ(running.get().status.code(), absl::StatusCode::kNotFound);
  }
}

}  // namespace
}  // namespace dateline::rpc
