// measure_watches: what thousands of watches cost, and how soon they tell.
#include <algorithm>
#include <atomic>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"
#include "platform/threading/worker_pool.h"
#include "query_service/answers/answers.h"
#include "query_service/index/index_writer.h"
#include "query_service/watches/watch.h"
#include "tests/benchmarks/measures.h"
#include "tests/benchmarks/news/news_facts.h"
#include "tests/query_service/index/sample_changes.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

constexpr uint32_t kSeed = 7;
constexpr int64_t kFactsBefore = 50'000;
constexpr int64_t kFactsMatched = 20'000;
constexpr int64_t kFactsTold = 6'000;
constexpr int kWatches = 10'000;
constexpr int64_t kFirstSecond = 1'800'000'000;

void Expect(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::exit(1);
}

// Memory of this process that is not a file's.
int64_t ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  int64_t pages = 0, resident = 0, shared = 0;
  statm >> pages >> resident >> shared;
  return (resident - shared) * 4096;
}

// Notes how long after the change events are told. Thread safety: any thread.
class Latencies {
 public:
  void Add(absl::Duration latency) {
    threading::MutexLock lock(mutex_);
    milliseconds_.push_back(absl::ToDoubleMilliseconds(latency));
  }
  std::vector<double> Take() {
    threading::MutexLock lock(mutex_);
    return std::exchange(milliseconds_, {});
  }

 private:
  threading::Mutex mutex_;
  std::vector<double> milliseconds_ ABSL_GUARDED_BY(mutex_);
};

class WatchBench {
 public:
  WatchBench()
      : path_(directory_.File("index.db")),
        reader_({path_}, published_),
        writer_(*index::IndexWriter::Open({path_}, published_)),
        answers_(reader_, {}),
        news_(kSeed, kFactsBefore + kFactsMatched + 3 * kFactsTold),
        due_at_(1'000'000),
        hub_(reader_, answers_.corroboration(), kWatches),
        workers_(1, kWatches) {}

  int Run() {
    AddFacts(kFactsBefore);
    Apply();
    hub_.Advance();
    WaitUntilMatched();
    bytes_without_watches_ = ResidentBytes();
    for (int i = 0; i < kWatches; ++i) AddWatch();
    MeasureMemory("10,000 watches: memory of one, at rest");
    MeasureMatching();
    MeasureCatchingUp();
    MeasureTelling();
    MeasureMemory("10,000 watches: memory of one, after all were told");
    hub_.Shutdown();
    workers_.Shutdown();
    std::cout << measures_.json() << "\n";
    return 0;
  }

 private:
  // One article; how many facts it has.
  int64_t AddArticle() {
    const std::vector<v1::Change> changes = news_.NextArticle();
    feed_.Add(changes, ++second_);
    return std::count_if(changes.begin(), changes.end(),
                         [](const v1::Change& change) { return change.has_fact_added(); });
  }
  void AddFacts(int64_t count) {
    while (count > 0) count -= AddArticle();
  }

  // Gives the index what was added.
  void Apply() {
    constexpr size_t kBatch = 500;
    while (Offset() < static_cast<int64_t>(feed_.records().size())) Expect(feed_.Give(*writer_, kBatch));
  }
  int64_t Offset() const { return reader_.Newest()->state.position.offset; }

  void WaitUntilMatched() {
    while (hub_.followed() < Offset()) absl::SleepFor(absl::Microseconds(50));
  }

  void MeasureMemory(const std::string& measure) {
    measures_.Add(measure, static_cast<double>(ResidentBytes() - bytes_without_watches_) / kWatches, "bytes", 4096,
                  "lower");
  }

  // Of the time of applying, how much the hub takes to find the watches concerned; nobody listens.
  void MeasureMatching() {
    absl::Duration applying, matching;
    for (int64_t facts = 0; facts < kFactsMatched;) {
      for (int articles = 0; articles < 40; ++articles) facts += AddArticle();
      const absl::Time start = absl::Now();
      Apply();
      const absl::Time applied = absl::Now();
      hub_.Advance();
      WaitUntilMatched();
      applying += applied - start;
      matching += absl::Now() - applied;
    }
    measures_.Add("10,000 watches: matching, of the time of applying", 100 * absl::FDivDuration(matching, applying),
                  "%", 30, "lower");
  }

  // Nobody has listened since: all that was matched is told, of each watch one commit after the other.
  void MeasureCatchingUp() {
    const absl::Time start = absl::Now();
    for (int i = 0; i < kWatches; ++i) Schedule(i);
    WaitUntilTold();
    measures_.Add("10,000 watches catch up with 20,000 facts", absl::ToDoubleSeconds(absl::Now() - start), "s", nullptr,
                  "lower");
    latencies_.Take();
  }

  // How fast facts are told, and how soon at half of that.
  void MeasureTelling() {
    const absl::Time start = absl::Now();
    const int64_t told_facts = Tell(absl::ZeroDuration());
    WaitUntilTold();
    const absl::Duration a_fact = (absl::Now() - start) / told_facts;
    const auto told_events = static_cast<double>(latencies_.Take().size());
    measures_.Add("10,000 watches: events of a fact", told_events / static_cast<double>(told_facts), "", nullptr,
                  "lower");
    measures_.Add("10,000 watches: facts a second, all told", 1 / absl::ToDoubleSeconds(a_fact), "facts/s", nullptr,
                  "higher");
    Tell(2 * a_fact);
    WaitUntilTold();
    const std::vector<double> milliseconds = latencies_.Take();
    measures_.Add("10,000 watches: commit to watcher at half load, p50", Percentile(milliseconds, 0.5), "ms", nullptr,
                  "lower");
    measures_.Add("10,000 watches: commit to watcher at half load, p99", Percentile(milliseconds, 0.99), "ms", 100,
                  "lower");
  }

  // Gives the index articles, each a transaction, no faster than a fact in `pace`; how many facts. An article that
  // comes late because those before it held it up counts from when it was to come.
  int64_t Tell(absl::Duration pace) {
    int64_t facts = 0;
    const absl::Time start = absl::Now();
    while (facts < kFactsTold) {
      const absl::Time due = start + pace * facts;
      absl::SleepFor(due - absl::Now());
      facts += AddArticle();
      due_at_[second_ - kFirstSecond] = pace == absl::ZeroDuration() ? absl::Now() : due;
      Apply();
      hub_.Advance();
    }
    return facts;
  }
  void WaitUntilTold() {
    WaitUntilMatched();
    while (under_way_ > 0) absl::SleepFor(absl::Milliseconds(1));
  }

  void AddWatch() {
    v1::WatchFactsRequest request;
    request.mutable_filter()->add_entities(news_.EntityName(news_.DrawEntity()));
    if (news_.Below(2) == 0) request.mutable_filter()->add_kinds(v1::FACT_KIND_EVENT);
    if (news_.Below(4) == 0) request.set_query(news_.Word(news_.Below(1000)));
    auto watch = watches::Watch::Create(std::move(request), answers_, reader_, hub_, {});
    Expect(watch.status());
    Expect((*watch)->Next(false).status());
    watches_.push_back(*std::move(watch));
  }

  // As the stream of a watch does: reads on a worker what there is, then waits.
  void Schedule(int watch) {
    ++under_way_;
    if (!workers_.Schedule([this, watch] { Read(watch); })) --under_way_;
  }
  void Read(int number) {
    watches::Watch& watch = *watches_[number];
    while (true) {
      const auto response = watch.Next(false);
      Expect(response.status());
      if (!response->has_value()) break;
      const absl::Time now = absl::Now();
      for (const v1::WatchEvent& event : (*response)->events()) {
        latencies_.Add(now - due_at_[event.record_time().seconds() - kFirstSecond]);
      }
    }
    watch.WhenDue(absl::InfiniteFuture(), [this, number] {
      if (!hub_.is_shut_down()) Schedule(number);
    });
    --under_way_;
  }

  TemporaryDirectory directory_;
  const std::string path_;
  index::PublishedIndex published_;
  index::IndexReader reader_;
  std::unique_ptr<index::IndexWriter> writer_;
  answers::Answers answers_;
  NewsFacts news_;
  SampleFeed feed_;
  int64_t second_ = kFirstSecond;
  int64_t bytes_without_watches_ = 0;
  std::vector<absl::Time> due_at_;  // by second
  std::atomic<int> under_way_ = 0;
  Latencies latencies_;
  Measures measures_;
  watches::WatchHub hub_;
  threading::WorkerPool workers_;
  std::vector<std::unique_ptr<watches::Watch>> watches_;
};

}  // namespace
}  // namespace dateline::testing

int main() { return dateline::testing::WatchBench().Run(); }
