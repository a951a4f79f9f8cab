// How the ingest service, and those who want little of it, fare when it is offered four times what it can do.
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/benchmarks/bystanders.h"
#include "tests/benchmarks/measures.h"
#include "tests/testing/article_files.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using testing::Clock;
using testing::Measures;
using testing::Percentile;
using testing::SecondsSince;

constexpr int kBusyCallers = 16;
constexpr double kOverload = 4;
constexpr auto kQuiet = std::chrono::seconds(5);
constexpr auto kCapacity = std::chrono::seconds(10);
constexpr auto kDeadline = std::chrono::seconds(10);
constexpr int kChannels = 4;
constexpr int kFloodingReaders = 32;
constexpr char kFirstArticle[] = "articles/load-0";

// The calls that have ended. Thread safety: any thread.
class Outcomes {
 public:
  void Add(const grpc::Status& status, double seconds) {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++codes_[status.error_code()];
    if (status.ok()) accepted_.push_back(seconds);
  }

  std::vector<double> accepted() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return accepted_;
  }
  std::map<int, int> codes() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return codes_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<double> accepted_;  // seconds of each
  std::map<int, int> codes_;
};

// Sends the sample articles, over and over, each time as another article.
class Callers {
 public:
  Callers(const testing::ServicePair& pair, std::vector<v1::Article> articles) : articles_(std::move(articles)) {
    for (int i = 0; i < kChannels; ++i) stubs_.push_back(pair.Ingest());
  }

  // `callers` at a time, each with one call after the other.
  void Closed(int callers, Clock::duration duration, Outcomes& outcomes) {
    std::vector<std::thread> threads;
    const Clock::time_point end = Clock::now() + duration;
    for (int i = 0; i < callers; ++i) {
      threads.emplace_back([&] {
        while (Clock::now() < end) CallAndWait(outcomes);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  // `rate` calls a second, whatever becomes of them. Waits for all; gives the time of the last.
  Clock::time_point Open(double rate, Clock::duration duration, Outcomes& outcomes) {
    const Clock::time_point begin = Clock::now();
    const auto total = static_cast<int64_t>(rate * std::chrono::duration<double>(duration).count());
    for (int64_t sent = 0; sent < total; ++sent) {
      std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(
                                                std::chrono::duration<double>(static_cast<double>(sent) / rate)));
      Begin(outcomes, [] {});
    }
    const Clock::time_point last = Clock::now();
    while (in_flight_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return last;
  }

  // Seconds since `begin` until calls, one at a time, take no longer than `seconds` again, ten in a row.
  double SecondsUntilWithin(double seconds, Clock::time_point begin) {
    int in_a_row = 0;
    double recovered = 0;
    while (in_a_row < 10 && SecondsSince(begin) < 60) {
      Outcomes outcomes;
      CallAndWait(outcomes);
      const bool good = !outcomes.accepted().empty() && outcomes.accepted()[0] <= seconds;
      if (in_a_row == 0) recovered = SecondsSince(begin);
      in_a_row = good ? in_a_row + 1 : 0;
    }
    return in_a_row < 10 ? 60 : recovered;
  }

 private:
  struct Call {
    grpc::ClientContext context;
    v1::IngestArticleRequest request;
    v1::IngestArticleResponse response;
    Clock::time_point begin = Clock::now();
  };

  void CallAndWait(Outcomes& outcomes) {
    std::mutex mutex;
    std::condition_variable changed;
    bool ended = false;
    Begin(outcomes, [&] {
      const std::lock_guard<std::mutex> lock(mutex);
      ended = true;
      changed.notify_one();
    });
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return ended; });
  }

  void Begin(Outcomes& outcomes, std::function<void()> done) {
    const int64_t number = next_++;
    auto call = std::make_shared<Call>();
    *call->request.mutable_article() = articles_[static_cast<size_t>(number) % articles_.size()];
    call->request.mutable_article()->set_name(absl::StrCat("articles/load-", number));
    call->context.set_deadline(std::chrono::system_clock::now() + kDeadline);
    ++in_flight_;
    stubs_[static_cast<size_t>(number) % stubs_.size()]->async()->IngestArticle(
        &call->context, &call->request, &call->response, [this, call, &outcomes, done](const grpc::Status& status) {
          outcomes.Add(status, SecondsSince(call->begin));
          --in_flight_;
          done();
        });
  }

  const std::vector<v1::Article> articles_;
  std::vector<std::unique_ptr<v1::IngestService::Stub>> stubs_;
  std::atomic<int64_t> next_ = 0;
  std::atomic<int> in_flight_ = 0;
};

double CapacityOf(const Outcomes& outcomes) {
  return static_cast<double>(outcomes.accepted().size()) / std::chrono::duration<double>(kCapacity).count();
}

// What everybody else notices of `load`.
void AddBystanders(const std::string& load, const Bystanders& bystanders, Measures& measures) {
  const auto milliseconds = [](const std::vector<double>& seconds) { return 1e3 * Percentile(seconds, 0.99); };
  measures.Add("time of a read beside " + load + ", 99th percentile", milliseconds(bystanders.reads()), "ms", nullptr,
               "lower");
  measures.Add("reads that failed beside " + load, bystanders.failed_reads(), "", 0, "lower");
  measures.Add("lag of the feed beside " + load + ", 99th percentile", milliseconds(bystanders.lags()), "ms", 1000,
               "lower");
}

struct Unloaded {
  double seconds = 0;   // of a call alone, 99th percentile
  double capacity = 0;  // calls a second
};

Unloaded MeasureUnloaded(const testing::ServicePair& pair, Callers& callers, Measures& measures) {
  Outcomes quiet;
  callers.Closed(1, kQuiet, quiet);
  Bystanders bystanders(pair, kFirstArticle);
  std::this_thread::sleep_for(kQuiet);
  bystanders.Stop();
  Outcomes busy;
  callers.Closed(kBusyCallers, kCapacity, busy);
  const Unloaded unloaded{Percentile(quiet.accepted(), 0.99), CapacityOf(busy)};
  measures.Add("time of a call alone, 99th percentile", unloaded.seconds * 1e3, "ms", nullptr, "lower");
  measures.Add("time of a read alone, 99th percentile", Percentile(bystanders.reads(), 0.99) * 1e3, "ms", nullptr,
               "lower");
  measures.Add("capacity", unloaded.capacity, "calls/s", nullptr, "higher");
  return unloaded;
}

void MeasureOverload(const testing::ServicePair& pair, const Unloaded& unloaded, int seconds, Callers& callers,
                     Measures& measures) {
  Outcomes overload;
  Bystanders bystanders(pair, kFirstArticle);
  const Clock::time_point begin = Clock::now();
  const Clock::time_point last = callers.Open(kOverload * unloaded.capacity, std::chrono::seconds(seconds), overload);
  const double goodput = static_cast<double>(overload.accepted().size()) / SecondsSince(begin);
  bystanders.Stop();
  const double recovery = callers.SecondsUntilWithin(2 * unloaded.seconds, last);
  int ended = 0;
  for (const auto& [code, count] : overload.codes()) {
    ended += count;
    std::cerr << "code " << code << ": " << count << "\n";
  }
  const double offered = ended / std::chrono::duration<double>(last - begin).count();
  measures.Add("offered, of capacity", offered / unloaded.capacity, "times", 0.95 * kOverload, "higher");
  measures.Add("goodput, of capacity", goodput / unloaded.capacity, "", 0.9, "higher");
  measures.Add("time of an accepted call, 99th percentile, of that of a call alone",
               Percentile(overload.accepted(), 0.99) / unloaded.seconds, "times", 5, "lower");
  measures.Add("recovery", recovery, "s", 5, "lower");
  AddBystanders("the overload", bystanders, measures);
}

// The other way round: many read, a few write.
void MeasureFloodOfReads(const testing::ServicePair& pair, const Unloaded& unloaded, Callers& callers,
                         Measures& measures) {
  std::atomic<bool> over = false;
  std::atomic<int64_t> reads = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < kFloodingReaders; ++i) {
    readers.emplace_back([&, stub = std::shared_ptr<v1::IngestService::Stub>(pair.Ingest())] {
      v1::GetArticleRequest request;
      request.set_name(kFirstArticle);
      v1::GetArticleResponse response;
      while (!over) reads += stub->GetArticle(testing::CallContext().get(), request, &response).ok() ? 1 : 0;
    });
  }
  Outcomes writes;
  Bystanders bystanders(pair, kFirstArticle);
  callers.Closed(kBusyCallers, kCapacity, writes);
  bystanders.Stop();
  over = true;
  for (std::thread& reader : readers) reader.join();
  measures.Add("reads of a flood of them",
               static_cast<double>(reads) / std::chrono::duration<double>(kCapacity).count(), "calls/s", nullptr,
               "higher");
  measures.Add("writes beside the flood of reads, of capacity", CapacityOf(writes) / unloaded.capacity, "", 0.25,
               "higher");
  AddBystanders("the flood of reads", bystanders, measures);
}

}  // namespace
}  // namespace dateline

// measure_load PROGRAMS ARTICLES SECONDS
int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "measure_load: give the programs' folder, articles and the seconds of overload\n";
    return 2;
  }
  auto articles = dateline::testing::ReadArticleFiles({argv[2]});
  if (!articles.ok()) {
    std::cerr << "measure_load: " << articles.status().message() << "\n";
    return 1;
  }
  dateline::testing::ServicePair pair(argv[1]);
  pair.StartIngest();
  dateline::Callers callers(pair, *std::move(articles));
  dateline::testing::Measures measures;
  const dateline::Unloaded unloaded = dateline::MeasureUnloaded(pair, callers, measures);
  dateline::MeasureOverload(pair, unloaded, std::stoi(argv[3]), callers, measures);
  dateline::MeasureFloodOfReads(pair, unloaded, callers, measures);
  std::cout << measures.json() << std::endl;
  const int exit_code = pair.ingest_process().Terminate();
  if (exit_code != 0) std::cerr << "measure_load: the service ended with " << exit_code << "\n";
  return exit_code == 0 ? 0 : 1;
}
