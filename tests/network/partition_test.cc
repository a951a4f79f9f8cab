// The ingest service behind a wire that loses packets, delays them and is cut: nothing acknowledged is lost, nothing is
// stored twice, and an index that was cut off says so, and catches up.
#include <atomic>
#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "platform/encoding/sha256.h"
#include "tests/network/two_networks.h"
#include "tests/testing/directories.h"
#include "tests/testing/history_checker.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/recording.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/skipped_test.h"

namespace dateline::testing {
namespace {

using ::testing::AnyOf;
using ::testing::IsEmpty;

constexpr int kArticles = 60;
constexpr auto kPatience = std::chrono::seconds(60);
// A feed that is silent for longer is taken for dead: this and the five seconds that a ping may take.
constexpr char kKeepAlive[] = "--feed-keepalive-interval-ms=1000";
constexpr char kPlain[] = "--allow-plaintext";  // these networks are of this machine

// One for all tests: the threads of gRPC stay in the network in which they began.
absl::StatusOr<std::unique_ptr<TwoNetworks>>& Networks() {
  static auto* const networks = new absl::StatusOr<std::unique_ptr<TwoNetworks>>(TwoNetworks::Make());
  return *networks;
}

// The ingest service is far, the index and the callers are near.
class Partition : public ::testing::Test {
 protected:
  void SetUp() override {
    const absl::Status made = Networks().status();
    if (!made.ok()) return SkipTest(absl::StrCat("networks cannot be made here: ", made.message()));
    wire().SetBoth({});
    {
      const TwoNetworks::FarSide far(**Networks());
      pair_.StartIngest({}, {kPlain});
    }
    pair_.StartQuery({}, {kKeepAlive, kPlain});
  }

  void TearDown() override { EXPECT_THAT(CheckHistory(history_.events()), IsEmpty()); }

  static Wire& wire() { return (*Networks())->wire(); }

  v1::IngestArticleRequest Request(const std::string& id) {
    v1::IngestArticleRequest request;
    request.set_request_id("request-" + id);
    request.mutable_article()->set_name("articles/" + id);
    request.mutable_article()->set_body(BodyOf(id));
    history_.Add({.kind = HistoryEventKind::kIngestSent,
                  .request_id = request.request_id(),
                  .article = request.article().name(),
                  .digest = encoding::Sha256Hex(request.article().body())});
    return request;
  }

  static std::string BodyOf(const std::string& id) {
    return absl::StrCat("PARIS - President Anne Dubois met Prime Minister Karl Weber in ", id, " on Monday.");
  }

  grpc::Status Ingest(v1::IngestService::Stub& ingest, const v1::IngestArticleRequest& request,
                      std::chrono::milliseconds patience) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + patience);
    v1::IngestArticleResponse response;
    const grpc::Status status = ingest.IngestArticle(&context, request, &response);
    if (!status.ok()) return status;
    HistoryEvent answer{.kind = HistoryEventKind::kIngestAcknowledged, .request_id = request.request_id()};
    answer.article = response.article().name();
    answer.digest = response.article().sha256();
    answer.offset = OffsetOf(response.revision_token());
    for (const v1::Fact& fact : response.facts()) answer.names.push_back(fact.name());
    history_.Add(std::move(answer));
    return status;
  }

  static v1::GetIndexStatusResponse StatusOf(v1::QueryService::Stub& query) {
    v1::GetIndexStatusResponse index;
    EXPECT_TRUE(query.GetIndexStatus(CallContext().get(), {}, &index).ok());
    return index;
  }

  History history_;
  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY, {TwoNetworks::kFarHost, TwoNetworks::kNearHost}};
  RecordingClient client_{pair_, history_};
};

TEST_F(Partition, LossAndDelayLoseNothing) {
  wire().SetBoth({.loss = 0.04, .delay = absl::Milliseconds(8)});
  const int64_t lost_before = wire().lost_count();
  const RecordingFollower follower(pair_, history_);
  const RecordingReader reader(pair_, client_, history_);
  client_.SendArticles(0, kArticles);
  EXPECT_EQ(client_.acknowledged_count(), static_cast<size_t>(kArticles));
  client_.ReadEverything();
  EXPECT_GT(wire().lost_count(), lost_before);
}

// Another condition in each direction every quarter of a second, some of them a cut.
TEST_F(Partition, AWireThatNeverStaysTheSameLosesNothing) {
  std::mt19937 random(RandomSeed());
  const int64_t lost_before = wire().lost_count();
  std::atomic<bool> ending = false;
  std::thread disturbance([&] {
    while (!ending) {
      for (const WireDirection direction : {WireDirection::kToFar, WireDirection::kToNear}) {
        WireCondition condition;
        condition.loss = static_cast<double>(random() % 10) / 100;
        condition.delay = absl::Milliseconds(random() % 20);
        condition.is_cut = random() % 4 == 0;
        wire().Set(direction, condition);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
    wire().SetBoth({});
  });
  {
    const RecordingFollower follower(pair_, history_);
    const RecordingReader reader(pair_, client_, history_);
    for (int i = 0; i < 4; ++i) client_.SendArticles(i * kArticles, kArticles);
    ending = true;
    disturbance.join();
    // What a stream that broke left behind.
    for (int i = 0; i < 4; ++i) client_.SendArticles(i * kArticles, kArticles);
    EXPECT_EQ(client_.acknowledged_count(), 4u * kArticles);
    client_.ReadEverything();
  }
  EXPECT_GT(wire().lost_count(), lost_before);
}

TEST_F(Partition, AnswersThatAreLostAreGivenAgain) {
  const auto ingest = pair_.Ingest();
  ASSERT_TRUE(Ingest(*ingest, Request("Lyon"), kPatience).ok());
  wire().Set(WireDirection::kToNear, {.is_cut = true});
  const v1::IngestArticleRequest request = Request("Vienna");
  EXPECT_EQ(Ingest(*ingest, request, std::chrono::seconds(1)).error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  wire().SetBoth({});
  // It arrived, and was stored.
  v1::GetArticleRequest stored;
  stored.set_name(request.article().name());
  v1::GetArticleResponse article;
  ASSERT_TRUE(pair_.Ingest()->GetArticle(CallContext().get(), stored, &article).ok());
  v1::GetFeedInfoResponse before, after;
  ASSERT_TRUE(pair_.Feed()->GetFeedInfo(CallContext().get(), {}, &before).ok());
  ASSERT_TRUE(Ingest(*pair_.Ingest(), request, kPatience).ok());
  ASSERT_TRUE(pair_.Feed()->GetFeedInfo(CallContext().get(), {}, &after).ok());
  EXPECT_EQ(after.head_offset(), before.head_offset());
  client_.ReadEverything();
}

// While the wire is cut, the far side goes on with an index of its own.
TEST_F(Partition, SplitsNoHistory) {
  std::unique_ptr<ChildProcess> far_index;
  const std::string far_program = DATELINE_PROGRAM_DIRECTORY "/dateline-query";
  {
    const TwoNetworks::FarSide far(**Networks());
    far_index = std::make_unique<ChildProcess>(
        std::vector<std::string>{far_program, absl::StrCat("--listen=", TwoNetworks::kFarHost, ":0"),
                                 "--ingest=" + pair_.ingest_address(), "--store=sqlite:" + pair_.File("far.db"),
                                 kPlain},
        Environment{}, pair_.File("far_index"));
  }
  const std::string far_address = far_index->WaitForOutputAfter("listening on ");
  client_.SendArticles(0, kArticles / 3);
  client_.ReadEverything();
  wire().SetBoth({.is_cut = true});
  const v1::IngestArticleRequest far_article = Request("Oslo");
  std::ofstream(pair_.File("far.jsonl")) << R"({"name":"articles/Oslo","body":")" << BodyOf("Oslo") << "\"}\n";
  {
    const TwoNetworks::FarSide far(**Networks());
    const FinishedProgram written = pair_.RunCommand({"ingest", kPlain, pair_.File("far.jsonl")});
    EXPECT_EQ(written.exit_code, 0) << written.err;
  }
  const v1::IngestArticleRequest near_article = Request("Lyon");
  EXPECT_THAT(Ingest(*pair_.Ingest(), near_article, std::chrono::seconds(1)).error_code(),
              AnyOf(grpc::StatusCode::DEADLINE_EXCEEDED, grpc::StatusCode::UNAVAILABLE));
  const auto query = pair_.Query();
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (StatusOf(*query).serving() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const v1::GetIndexStatusResponse cut_off = StatusOf(*query);
  EXPECT_FALSE(cut_off.serving());
  EXPECT_GT(cut_off.lag().seconds(), 0);
  v1::ListFactsRequest request;
  v1::ListFactsResponse facts;
  EXPECT_TRUE(query->ListFacts(CallContext().get(), request, &facts).ok()) << "it answers what it knows";
  wire().SetBoth({});
  EXPECT_TRUE(Ingest(*pair_.Ingest(), near_article, kPatience).ok());
  client_.ReadEverything();
  const FinishedProgram status =
      pair_.RunCommand({"status", kPlain, absl::StrCat("--query=", pair_.query_address(), ",", far_address)});
  EXPECT_EQ(status.exit_code, 0) << status.out << status.err;
  const auto far_query = QueryAt(far_address);
  EXPECT_EQ(StatusOf(*far_query).applied_offset(), StatusOf(*query).applied_offset());
  EXPECT_EQ(StatusOf(*far_query).content_checksum(), StatusOf(*query).content_checksum());
}

}  // namespace
}  // namespace dateline::testing
