// Clients who send articles as fast as they can and take no answer: the service takes little of it into memory, and
// serves others meanwhile.
#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::ServicePair;

constexpr int kStreams = 40;
constexpr size_t kBodyBytes = 200'000;
constexpr int64_t kBudget = 8 << 20;
// 40 streams with 32 articles each would hold 256 million bytes.
constexpr int64_t kMostGrowth = 160'000'000;
constexpr auto kDuration = std::chrono::seconds(3);

// Long to send, and soon read.
std::string LongBody() {
  return absl::StrCat("<p>PARIS - President Anne Dubois arrived in Paris on Monday.</p><!--",
                      std::string(kBodyBytes, '-'), "-->");
}

// Writes until it is cut off, and reads nothing.
class Flood {
 public:
  Flood(const ServicePair& pair, int number, const std::string& body)
      : ingest_(pair.Ingest()), context_(CallContext()), stream_(ingest_->StreamIngest(context_.get())) {
    thread_ = std::thread([this, number, body] {
      v1::StreamIngestRequest request;
      request.mutable_article()->set_body(body);
      request.mutable_article()->set_media_type("text/html");
      for (int i = 0; stream_->Write(request); ++i) {
        request.mutable_article()->set_name(absl::StrCat("articles/flood-", number, "-", i));
      }
    });
  }
  ~Flood() {
    context_->TryCancel();
    thread_.join();
    stream_->Finish();
  }

 private:
  const std::unique_ptr<v1::IngestService::Stub> ingest_;
  const std::unique_ptr<grpc::ClientContext> context_;
  const std::unique_ptr<grpc::ClientReaderWriter<v1::StreamIngestRequest, v1::StreamIngestResponse>> stream_;
  std::thread thread_;
};

TEST(Flood, IsHeldBackAndServedBesideOthers) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizers have memory of their own";
#endif
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest({}, {absl::StrCat("--max-stream-bytes-in-flight=", kBudget)});
  const int64_t before = pair.ingest_process().ResidentBytes();
  int64_t most = before;
  {
    std::vector<std::unique_ptr<Flood>> floods;
    const std::string body = LongBody();
    for (int i = 0; i < kStreams; ++i) floods.push_back(std::make_unique<Flood>(pair, i, body));
    const auto end = std::chrono::steady_clock::now() + kDuration;
    while (std::chrono::steady_clock::now() < end) {
      most = std::max(most, pair.ingest_process().ResidentBytes());
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    v1::IngestArticleRequest request;
    request.mutable_article()->set_body(
        "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.");
    v1::IngestArticleResponse response;
    const grpc::Status status = pair.Ingest()->IngestArticle(CallContext().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }
  RecordProperty("growth_bytes", static_cast<int>(most - before));
  EXPECT_LT(most - before, kMostGrowth);
  EXPECT_TRUE(pair.ingest_process().IsRunning());
}

}  // namespace
}  // namespace dateline
