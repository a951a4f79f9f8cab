// How fast the log is written and its feed is followed, beside the barest programs that do the same work.
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "absl/strings/str_cat.h"
#include "ingest_service/pipeline/pipeline.h"
#include "query_service/feed_client/feed_client.h"
#include "query_service/index/index_writer.h"
#include "tests/benchmarks/bare_feed.h"
#include "tests/benchmarks/bare_writer.h"
#include "tests/testing/article_files.h"
#include "tests/testing/ingest_service_fixture.h"
#include "tests/testing/temporary_directory.h"

namespace dateline {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 5;
constexpr int kArticlesOfARound = 3000;
constexpr int kInFlight = 256;
constexpr int kConsumers = 100;
constexpr int kFrozen = 10;
constexpr int kTimedArticles = 600;

double SecondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

double Percentile(std::vector<double> values, double fraction) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(fraction * static_cast<double>(values.size() - 1) + 0.5)];
}

// What the sample articles say, over and over, each time as another article.
class Writes {
 public:
  explicit Writes(const std::vector<pipeline::Reading>& readings) : readings_(readings) {}

  std::vector<fact_log::ArticleWrite> Make(int64_t begin, int64_t end) const {
    std::vector<fact_log::ArticleWrite> writes;
    for (int64_t number = begin; number < end; ++number) writes.push_back(Make(number));
    return writes;
  }

  fact_log::ArticleWrite Make(int64_t number) const {
    const pipeline::Reading& reading = readings_[static_cast<size_t>(number) % readings_.size()];
    fact_log::ArticleWrite write;
    write.article = reading.article;
    write.article.set_name(absl::StrCat("articles/bench-", number));
    for (v1::Fact fact : reading.facts) {
      fact.set_name(absl::StrCat(write.article.name(), fact.name().substr(fact.name().find("/facts/"))));
      write.facts.push_back(std::move(fact));
    }
    write.entities = reading.entities;
    write.request_id = absl::StrCat("request-", number);
    write.request_digest = write.article.sha256();
    return write;
  }

 private:
  const std::vector<pipeline::Reading>& readings_;
};

// Many in flight; waits for all.
void AppendAll(fact_log::SqliteFactLog& log, std::vector<fact_log::ArticleWrite> writes) {
  std::mutex mutex;
  std::condition_variable changed;
  int in_flight = 0;
  for (fact_log::ArticleWrite& write : writes) {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return in_flight < kInFlight; });
    ++in_flight;
    lock.unlock();
    log.Append(std::move(write), [&](const absl::StatusOr<fact_log::StoredArticle>& stored) {
      if (!stored.ok()) std::cerr << stored.status() << "\n";
      const std::lock_guard<std::mutex> done(mutex);
      --in_flight;
      changed.notify_all();
    });
  }
  std::unique_lock<std::mutex> lock(mutex);
  changed.wait(lock, [&] { return in_flight == 0; });
}

struct Report {
  json measures = json::array();

  void Add(const std::string& name, double value, const char* unit, const json& bar, const char* better) {
    measures.push_back({{"measure", name}, {"value", value}, {"unit", unit}, {"bar", bar}, {"better", better}});
    std::cerr << name << ": " << value << " " << unit << "\n";
  }
};

// A, B, A, B: the log, and a loop of prepared statements that writes the rows that the log wrote.
void MeasureLog(const Writes& writes, Report& report) {
  std::vector<double> log_rates, bare_rates, ratios;
  for (int round = 0; round < kRounds; ++round) {
    testing::TemporaryDirectory directory;
    auto log = fact_log::SqliteFactLog::Open(directory.File("log"), {}, [](const fact_log::FeedHead&) {});
    std::vector<fact_log::ArticleWrite> made = writes.Make(0, kArticlesOfARound);
    const auto start = Clock::now();
    AppendAll(**log, std::move(made));
    log_rates.push_back(kArticlesOfARound / SecondsSince(start));
    log->reset();
    bare_rates.push_back(kArticlesOfARound / testing::WriteSameRows(directory.File("log"), directory.File("bare")));
    ratios.push_back(log_rates.back() / bare_rates.back());
  }
  report.Add("durable ingest without extraction", Median(log_rates), "articles/s", nullptr, "higher");
  report.Add("a bare loop of the same rows", Median(bare_rates), "articles/s", nullptr, "higher");
  report.Add("ratio", Median(ratios), "", 0.7, "higher");
}

testing::IngestServices Serve(const std::string& store) {
  return testing::IngestServices(store, testing::ReadLines, {}, {}, absl::Minutes(10));
}

// Reads responses from the feed's beginning until `head`; seconds.
double Tail(const std::string& address, int64_t head, std::vector<grpc::ByteBuffer>* responses) {
  return testing::ReadFeed(address, head, responses);
}

void MeasureTail(const std::string& store, Report& report) {
  auto services = Serve(store);
  const int64_t head = services.log().Head().offset;
  std::vector<grpc::ByteBuffer> responses;
  Tail(services.address(), head, &responses);
  testing::BareFeed bare(responses);
  std::vector<double> feed_rates, bare_rates, ratios;
  for (int round = 0; round < kRounds; ++round) {
    feed_rates.push_back(static_cast<double>(head) / Tail(services.address(), head, nullptr));
    bare_rates.push_back(static_cast<double>(head) / Tail(bare.address(), head, nullptr));
    ratios.push_back(feed_rates.back() / bare_rates.back());
  }
  report.Add("feed tail", Median(feed_rates), "changes/s", nullptr, "higher");
  report.Add("a server of the same bytes", Median(bare_rates), "changes/s", nullptr, "higher");
  report.Add("feed tail, ratio", Median(ratios), "", 0.5, "higher");
}

class SilentObserver final : public feed_client::FeedObserver {
 public:
  void OnStatus(const feed_client::FeedStatus&) override {}
  void OnNotice(absl::string_view notice) override { std::cerr << notice << "\n"; }
};

// An index that tells how far it is.
class WatchedIndex final : public feed_client::ChangeSink {
 public:
  explicit WatchedIndex(const std::string& path) : index_(*index::IndexWriter::Open(path, published_)) {}

  absl::StatusOr<feed_client::FeedPosition> Position() override { return index_->Position(); }
  absl::Status Apply(const feed_client::ChangeBatch& batch) override {
    const absl::Status applied = index_->Apply(batch);
    Move(batch.position.offset);
    return applied;
  }
  absl::Status StartOver(const feed_client::FeedPosition& start) override { return index_->StartOver(start); }
  absl::StatusOr<feed_client::FeedPosition> ConfirmPosition() override { return index_->ConfirmPosition(); }

  void WaitFor(int64_t offset) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return offset_ >= offset; });
  }

 private:
  void Move(int64_t offset) {
    const std::lock_guard<std::mutex> lock(mutex_);
    offset_ = offset;
    changed_.notify_all();
  }

  index::PublishedIndex published_;
  const std::unique_ptr<index::IndexWriter> index_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int64_t offset_ = 0;
};

double ResidentMebibytes() {
  int64_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return static_cast<double>(resident) * 4096 / (1 << 20);
}

feed_client::FeedClientOptions Follow(const std::string& address) {
  feed_client::FeedClientOptions options;
  options.target = address;
  options.consumer = "bench";
  return options;
}

// From nothing to the head.
void MeasureBootstrap(const std::string& store, int64_t facts, Report& report) {
  auto services = Serve(store);
  testing::TemporaryDirectory directory;
  SilentObserver observer;
  malloc_trim(0);
  const double before = ResidentMebibytes();
  const auto start = Clock::now();
  {
    WatchedIndex index(directory.File("index"));
    feed_client::FeedClient client(Follow(services.address()), index, observer);
    index.WaitFor(services.log().Head().offset);
  }
  report.Add("an empty index follows, facts", static_cast<double>(facts), "", nullptr, "higher");
  report.Add("an empty index follows", static_cast<double>(facts) / SecondsSince(start), "facts/s", nullptr, "higher");
  report.Add("an empty index follows, memory", ResidentMebibytes() - before, "MiB", nullptr, "lower");
  index::PublishedIndex published;
  const auto opening = Clock::now();
  auto opened = index::IndexWriter::Open(directory.File("index"), published);
  report.Add("the index opens", SecondsSince(opening), "s", 2, "lower");
}

// As a killed process leaves it: the files are copied while the store is open.
void MeasureStart(const std::string& store, Report& report) {
  testing::TemporaryDirectory directory;
  {
    auto log = fact_log::SqliteFactLog::Open(store, {}, [](const fact_log::FeedHead&) {});
    for (const char* const suffix : {"", "-wal"}) {
      if (std::filesystem::exists(store + suffix))
        std::filesystem::copy(store + suffix, directory.File("log") + suffix);
    }
  }
  const auto start = Clock::now();
  auto services = Serve(directory.File("log"));
  report.Add("the log opens after a crash and serves", SecondsSince(start), "s", 2, "lower");
}

// From the commit of one article after another, at half of `full_rate`, to the index.
void MeasureVisibility(const Writes& writes, double full_rate, Report& report) {
  testing::TemporaryDirectory directory;
  auto services = Serve(directory.File("log"));
  WatchedIndex index(directory.File("index"));
  SilentObserver observer;
  feed_client::FeedClient client(Follow(services.address()), index, observer);
  std::vector<double> milliseconds;
  const auto pause = std::chrono::duration<double>(2 / full_rate);
  auto next = Clock::now();
  for (int64_t number = 0; number < kTimedArticles; ++number) {
    std::promise<int64_t> answer;
    services.log().Append(writes.Make(number), [&](const absl::StatusOr<fact_log::StoredArticle>& stored) {
      answer.set_value(stored->last_offset);
    });
    const int64_t offset = answer.get_future().get();
    const auto committed = Clock::now();
    index.WaitFor(offset);
    milliseconds.push_back(SecondsSince(committed) * 1e3);
    next = std::max(Clock::now(), next + std::chrono::duration_cast<Clock::duration>(pause));
    std::this_thread::sleep_until(next);
  }
  report.Add("commit to visible in the index, p50", Percentile(milliseconds, 0.5), "ms", nullptr, "lower");
  report.Add("commit to visible in the index, p99", Percentile(milliseconds, 0.99), "ms", 50, "lower");
}

// From a commit to the last of the consumers that read; p99 in milliseconds.
double FanOut(const Writes& writes, int frozen, double& mebibytes) {
  testing::TemporaryDirectory directory;
  auto services = Serve(directory.File("log"));
  testing::Consumers consumers(services.address(), kConsumers - frozen, frozen);
  const double before = ResidentMebibytes();
  std::vector<double> milliseconds;
  for (int64_t number = 0; number < kTimedArticles / 2; ++number) {
    std::promise<int64_t> answer;
    services.log().Append(writes.Make(number), [&](const absl::StatusOr<fact_log::StoredArticle>& stored) {
      answer.set_value(stored->last_offset);
    });
    const int64_t offset = answer.get_future().get();
    const auto committed = Clock::now();
    consumers.WaitForAll(offset);
    milliseconds.push_back(SecondsSince(committed) * 1e3);
  }
  mebibytes = ResidentMebibytes() - before;
  return Percentile(milliseconds, 0.99);
}

void MeasureFanOut(const Writes& writes, Report& report) {
  std::vector<double> all, some, ratios;
  double mebibytes = 0;
  for (int round = 0; round < 3; ++round) {
    all.push_back(FanOut(writes, 0, mebibytes));
    some.push_back(FanOut(writes, kFrozen, mebibytes));
    ratios.push_back(some.back() / all.back());
  }
  report.Add("commit to 100 consumers, p99", Median(all), "ms", nullptr, "lower");
  report.Add("commit to 90 consumers beside 10 frozen ones, p99", Median(some), "ms", nullptr, "lower");
  report.Add("the second by the first", Median(ratios), "", 1.1, "lower");
  report.Add("memory that 10 frozen consumers cost", mebibytes, "MiB", nullptr, "lower");
}

int Run(const std::string& data_directory, const std::string& articles_path, int64_t facts) {
  auto pipeline = pipeline::Pipeline::Create(data_directory);
  const auto articles = testing::ReadArticleFiles({articles_path});
  if (!pipeline.ok() || !articles.ok()) {
    std::cerr << (pipeline.ok() ? articles.status() : pipeline.status()) << "\n";
    return 1;
  }
  std::vector<pipeline::Reading> readings;
  for (const v1::Article& article : *articles) {
    auto reading = (*pipeline)->Read(article);
    if (reading.ok()) readings.push_back(*std::move(reading));
  }
  const Writes writes(readings);
  Report report;
  MeasureLog(writes, report);
  const double full_rate = report.measures[0]["value"];
  MeasureVisibility(writes, full_rate, report);
  MeasureFanOut(writes, report);
  testing::TemporaryDirectory directory;
  const std::string store = directory.File("log");
  int64_t stored_facts = 0, number = 0;
  {
    auto log = fact_log::SqliteFactLog::Open(store, {}, [](const fact_log::FeedHead&) {});
    while (stored_facts < facts) {
      const int64_t begin = number;
      for (; number < begin + kArticlesOfARound; ++number) {
        stored_facts += static_cast<int64_t>(readings[static_cast<size_t>(number) % readings.size()].facts.size());
      }
      AppendAll(**log, writes.Make(begin, number));
    }
  }
  MeasureTail(store, report);
  MeasureStart(store, report);
  MeasureBootstrap(store, stored_facts, report);
  std::cout << report.measures << "\n";
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc == 4) return dateline::Run(argv[1], argv[2], std::stoll(argv[3]));
  std::cerr << "usage: measure_ingest DATA_DIRECTORY ARTICLES FACTS\n";
  return 2;
}
