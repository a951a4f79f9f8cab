#include "query_service/rpc/answer_stream.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "platform/rpc/server_host.h"
#include "platform/threading/mutex.h"
#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::testing::ElementsAre;

// Gives "0", "1", ... up to `count` messages; before each odd one it has nothing and wakes at once.
class Counting final : public AnswerSource {
 public:
  Counting(int count, absl::Status end) : count_(count), end_(std::move(end)) {}

  absl::StatusOr<std::optional<std::string>> Next() override {
    if (next_ == count_) {
      if (!end_.ok()) return end_;
      return std::nullopt;
    }
    if (next_ % 2 == 1 && !std::exchange(has_waited_, true)) return absl::UnavailableError("not yet");
    has_waited_ = false;
    v1::ExportFactsResponse message;
    message.set_resume_token(absl::StrCat(next_++));
    return message.SerializeAsString();
  }
  bool WhenReady(const absl::Status& error, std::function<void()> wake) override {
    if (!absl::IsUnavailable(error)) return false;
    wake();
    return true;
  }

 private:
  const int count_;
  const absl::Status end_;
  int next_ = 0;
  bool has_waited_ = false;
};

// Notices in Next that the caller has gone, has nothing, and wakes only when it is told again.
class Deaf final : public AnswerSource {
 public:
  struct Progress {
    std::atomic<bool> reads = false, is_canceled = false, is_gone = false;
  };
  explicit Deaf(Progress& progress) : progress_(progress) {}
  ~Deaf() override { progress_.is_gone = true; }

  absl::StatusOr<std::optional<std::string>> Next() override {
    progress_.reads = true;
    while (!progress_.is_canceled) absl::SleepFor(absl::Milliseconds(1));
    return absl::UnavailableError("not yet");
  }
  bool WhenReady(const absl::Status&, std::function<void()> wake) override {
    threading::MutexLock lock(mutex_);
    wake_ = std::move(wake);
    return true;
  }
  void Cancel() override {
    std::function<void()> wake;
    {
      threading::MutexLock lock(mutex_);
      wake = std::exchange(wake_, nullptr);
    }
    if (wake) wake();
    progress_.is_canceled = true;
  }

 private:
  Progress& progress_;
  threading::Mutex mutex_;
  std::function<void()> wake_ ABSL_GUARDED_BY(mutex_);
};

// ExportFacts as it is told.
class ExportService final : public QueueService {
 public:
  explicit ExportService(std::function<void(StreamCall&)> answer)
      : method_{[this](grpc::ServerContext& context, grpc::ByteBuffer& request, auto& writer, auto& queue, void* tag) {
                  service_.RequestExportFacts(&context, &request, &writer, &queue, &queue, tag);
                },
                std::move(answer)} {}
  grpc::Service& service() override { return service_; }
  void AwaitCalls(CallQueue& queue) override { StreamCall::Await(method_, queue); }

 private:
  v1::QueryService::WithRawMethod_ExportFacts<v1::QueryService::Service> service_;
  StreamCall::Method method_;
};

class AnswerStreamTest : public ::testing::Test {
 protected:
  static std::unique_ptr<ServerHost> Host(QueueService& service) {
    ServerOptions options;
    options.listen_address = "127.0.0.1:0";
    return *ServerHost::Start(options, {}, nullptr, {&service});
  }
  static std::unique_ptr<v1::QueryService::Stub> StubOf(const ServerHost& host) {
    return v1::QueryService::NewStub(grpc::CreateChannel(host.address(), grpc::InsecureChannelCredentials()));
  }

  // The messages that come, then how the call ended.
  std::pair<std::vector<std::string>, grpc::Status> Read(int count, const absl::Status& end = absl::OkStatus(),
                                                         size_t cancel_after = 1'000'000) {
    ExportService service(
        [&](StreamCall& call) { AnswerStream::Start(call, std::make_unique<Counting>(count, end), workers_); });
    const auto host = Host(service);
    const auto stub = StubOf(*host);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    const auto reader = stub->ExportFacts(&context, v1::ExportFactsRequest());
    std::vector<std::string> tokens;
    for (v1::ExportFactsResponse message; reader->Read(&message);) {
      tokens.push_back(message.resume_token());
      if (tokens.size() == cancel_after) context.TryCancel();
    }
    return {tokens, reader->Finish()};
  }

  threading::WorkerPool workers_{1, 10};
};

TEST_F(AnswerStreamTest, WritesWhatComesInOrderAndEnds) {
  const auto [tokens, status] = Read(5);
  EXPECT_THAT(tokens, ElementsAre("0", "1", "2", "3", "4"));
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST_F(AnswerStreamTest, EndsWithTheErrorOfItsSource) {
  const auto [tokens, status] = Read(1, absl::DataLossError("gone"));
  EXPECT_THAT(tokens, ElementsAre("0"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS);
}

TEST_F(AnswerStreamTest, EndsWhenItsCallerGoes) {
  const auto [tokens, status] = Read(1'000'000'000, absl::OkStatus(), /*cancel_after=*/3);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(AnswerStreamTest, EndsWhenItsCallerGoesWhileItReads) {
  Deaf::Progress progress;
  ExportService service(
      [&](StreamCall& call) { AnswerStream::Start(call, std::make_unique<Deaf>(progress), workers_); });
  const auto host = Host(service);
  const auto stub = StubOf(*host);
  grpc::ClientContext context;
  const auto reader = stub->ExportFacts(&context, v1::ExportFactsRequest());
  while (!progress.reads) absl::SleepFor(absl::Milliseconds(1));
  context.TryCancel();
  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  while (!progress.is_gone && absl::Now() < deadline) absl::SleepFor(absl::Milliseconds(1));
  ASSERT_TRUE(progress.is_gone);
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

}  // namespace
}  // namespace dateline::rpc
