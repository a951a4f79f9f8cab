#include "tests/benchmarks/measure_pair.h"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <thread>

#include "tests/benchmarks/bare_feed.h"
#include "tests/testing/recording.h"

namespace dateline::testing {
namespace {

constexpr int64_t kArticlesAtFullRate = 600;
constexpr int64_t kTimedArticles = 600;
constexpr int kCallers = 16;
constexpr int kHealthy = 90;
constexpr int kFrozen = 10;
constexpr std::chrono::seconds kTimeToBlock(1);
constexpr int kTurns = 24;  // 1,200 commits of each kind: the 99th percentile is of twelve
constexpr int kArticlesOfATurn = 50;
constexpr auto kTimeUnderLoad = std::chrono::seconds(2);
constexpr auto kPollInterval = std::chrono::milliseconds(20);
constexpr double kMebibyte = 1 << 20;
constexpr int kMostFrozenMebibytes = 64;  // three batches of each, and as much again that the allocator keeps

// Names not used by what a store was made of.
constexpr int64_t kFirstNumber = int64_t{1} << 40;

void Check(const grpc::Status& status) {
  if (status.ok()) return;
  std::cerr << status.error_message() << "\n";
  std::abort();
}

v1::IngestArticleResponse Ingest(v1::IngestService::Stub& ingest, const v1::Article& article) {
  v1::IngestArticleRequest request;
  *request.mutable_article() = article;
  v1::IngestArticleResponse response;
  Check(ingest.IngestArticle(CallContext().get(), request, &response));
  return response;
}

// Sends `count` articles over one stream and takes the answers, or those that come before the stream breaks.
void Stream(v1::IngestService::Stub& ingest, const RepeatedArticles& articles, int64_t first, int64_t count) {
  grpc::ClientContext context;
  const auto stream = ingest.StreamIngest(&context);
  std::thread sender([&] {
    for (int64_t number = first; number < first + count; ++number) {
      v1::StreamIngestRequest request;
      *request.mutable_article() = articles.Article(number);
      if (!stream->Write(request)) return;
    }
    stream->WritesDone();
  });
  for (v1::StreamIngestResponse response; stream->Read(&response);) {
    if (response.has_failure()) std::cerr << response.failure().message() << "\n";
  }
  sender.join();
  stream->Finish();
}

v1::GetFeedInfoResponse FeedInfo(const ServicePair& pair) {
  v1::GetFeedInfoResponse info;
  Check(pair.Feed()->GetFeedInfo(CallContext().get(), {}, &info));
  return info;
}

// Milliseconds from now, when ingest has answered, until the query service has the article.
double TimeToRead(v1::QueryService::Stub& query, const v1::IngestArticleResponse& stored) {
  const auto answered = Clock::now();
  v1::ListFactsRequest request;
  request.mutable_filter()->set_article(stored.article().name());
  request.mutable_consistency()->set_at_least_as_fresh(stored.revision_token());
  v1::ListFactsResponse response;
  Check(query.ListFacts(CallContext().get(), request, &response));
  return SecondsSince(answered) * 1e3;
}

// Of a program, in mebibytes: the field of /proc/PID/status that counts kibibytes.
double MemoryOf(const ChildProcess& process, const std::string& field) {
  std::ifstream status("/proc/" + std::to_string(process.id()) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(field + ":", 0) == 0) return std::stod(line.substr(field.size() + 1)) / 1024;
  }
  return 0;
}

// In milliseconds, of one turn.
std::vector<double> FanOut(const ServicePair& pair, const RepeatedArticles& articles, int64_t first, int frozen,
                           double& mebibytes) {
  // From the first change on, so that they are sent more than their connections take, and are blocked.
  const Consumers blocked(pair.ingest_address(), "", 0, frozen);
  std::this_thread::sleep_for(kTimeToBlock);
  const Consumers consumers(pair.ingest_address(), FeedInfo(pair).head_cursor(), kHealthy, 0);
  const auto ingest = pair.Ingest();
  std::vector<double> milliseconds;
  for (int64_t number = first; number < first + kArticlesOfATurn; ++number) {
    const int64_t offset = OffsetOf(Ingest(*ingest, articles.Article(number)).revision_token());
    const auto committed = Clock::now();
    consumers.WaitForAll(offset);
    milliseconds.push_back(SecondsSince(committed) * 1e3);
  }
  mebibytes = static_cast<double>(pair.ingest_process().ResidentBytes()) / kMebibyte;
  return milliseconds;
}

}  // namespace

void MeasureVisibility(const std::string& programs, const RepeatedArticles& articles, Measures& measures) {
  ServicePair pair(programs);
  pair.StartIngest();
  pair.StartQuery();
  const auto ingest = pair.Ingest();
  const auto query = pair.Query();
  Ingest(*ingest, articles.Article(0));
  pair.WaitUntilCaughtUp();
  const auto start = Clock::now();
  Stream(*ingest, articles, 1, kArticlesAtFullRate);
  const double full_rate = kArticlesAtFullRate / SecondsSince(start);
  pair.WaitUntilCaughtUp();
  const std::chrono::duration<double> interval(2 / full_rate);
  std::mutex mutex;
  std::vector<double> milliseconds;
  std::atomic<int64_t> next = 0;
  const auto begin = Clock::now();
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&] {
      for (int64_t number; (number = next++) < kTimedArticles;) {
        std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(interval * number));
        const double read = TimeToRead(*query, Ingest(*ingest, articles.Article(kFirstNumber + number)));
        const std::lock_guard<std::mutex> lock(mutex);
        milliseconds.push_back(read);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  measures.Add("articles that the pair takes, with extraction", full_rate, "articles/s", nullptr, "higher");
  measures.Add("half of it was kept", kTimedArticles / SecondsSince(begin) / full_rate, "", nullptr, "higher");
  measures.Add("commit to visible in query, p50", Percentile(milliseconds, 0.5), "ms", nullptr, "lower");
  measures.Add("commit to visible in query, p99", Percentile(milliseconds, 0.99), "ms", 50, "lower");
}

void MeasureFanOut(ServicePair& pair, const RepeatedArticles& articles, Measures& measures) {
  std::vector<double> without, beside;
  double before = 0, after = 0;
  for (int64_t turn = 0; turn < kTurns; ++turn) {
    const int64_t first = kFirstNumber + 2 * turn * kArticlesOfATurn;
    const std::vector<double> alone = FanOut(pair, articles, first, 0, before);
    const std::vector<double> together = FanOut(pair, articles, first + kArticlesOfATurn, kFrozen, after);
    without.insert(without.end(), alone.begin(), alone.end());
    beside.insert(beside.end(), together.begin(), together.end());
  }
  const double first_p99 = Percentile(without, 0.99), second_p99 = Percentile(beside, 0.99);
  measures.Add("commit to 90 followers, p99", first_p99, "ms", nullptr, "lower");
  measures.Add("commit to 90 followers beside 10 frozen ones, p99", second_p99, "ms", nullptr, "lower");
  measures.Add("p99 beside frozen ones, ratio", second_p99 / first_p99, "", 1.1, "lower");
  measures.Add("memory that 10 frozen followers cost", after - before, "MiB", kMostFrozenMebibytes, "lower");
}

void MeasureBootstrap(ServicePair& pair, int64_t facts, Measures& measures) {
  const int64_t head = FeedInfo(pair).head_offset();
  const auto start = Clock::now();
  pair.StartQuery();
  const auto query = pair.Query();
  v1::GetIndexStatusResponse index;
  while (index.applied_offset() < head) {
    std::this_thread::sleep_for(kPollInterval);
    Check(query->GetIndexStatus(CallContext().get(), {}, &index));
  }
  const double seconds = SecondsSince(start);
  measures.Add("bootstrap of an empty index, facts", static_cast<double>(facts), "", nullptr, "higher");
  measures.Add("bootstrap of an empty index", static_cast<double>(facts) / seconds, "facts/s", nullptr, "higher");
  measures.Add("bootstrap of an empty index, most memory", MemoryOf(pair.query_process(), "VmHWM"), "MiB", nullptr,
               "lower");
}

void MeasureStart(ServicePair& pair, const RepeatedArticles& articles, Measures& measures) {
  std::thread killer([&] {
    std::this_thread::sleep_for(kTimeUnderLoad);
    pair.query_process().Kill();
    pair.ingest_process().Kill();
  });
  Stream(*pair.Ingest(), articles, 2 * kFirstNumber, kFirstNumber);
  killer.join();
  auto start = Clock::now();
  pair.StartIngest();
  FeedInfo(pair);
  measures.Add("the ingest service serves after a crash", SecondsSince(start), "s", 2, "lower");
  start = Clock::now();
  pair.StartQuery();
  pair.WaitUntilCaughtUp();
  measures.Add("the query service serves after a crash", SecondsSince(start), "s", 2, "lower");
}

}  // namespace dateline::testing
