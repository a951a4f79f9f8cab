// How the ingest service fares when it is offered four times what it can do.
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
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/article_files.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr int kBusyCallers = 16;
constexpr double kOverload = 4;
constexpr auto kQuiet = std::chrono::seconds(5);
constexpr auto kCapacity = std::chrono::seconds(10);
constexpr auto kDeadline = std::chrono::seconds(10);
constexpr int kChannels = 4;

double SecondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double Percentile(std::vector<double> values, double fraction) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(fraction * static_cast<double>(values.size() - 1) + 0.5)];
}

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

  // `rate` calls a second, whatever becomes of them.
  void Open(double rate, Clock::duration duration, Outcomes& outcomes) {
    const Clock::time_point begin = Clock::now();
    const auto total = static_cast<int64_t>(rate * std::chrono::duration<double>(duration).count());
    for (int64_t sent = 0; sent < total; ++sent) {
      std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(
                                                std::chrono::duration<double>(static_cast<double>(sent) / rate)));
      Begin(outcomes, [] {});
    }
    while (in_flight_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

  // Seconds until calls, one at a time, take no longer than `seconds` again, ten in a row.
  double SecondsUntilWithin(double seconds) {
    const Clock::time_point begin = Clock::now();
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

json Measure(const std::string& name, double value, const std::string& unit, const json& bar, const char* better) {
  return {{"measure", name}, {"value", value}, {"unit", unit}, {"bar", bar}, {"better", better}};
}

json MeasureLoad(Callers& callers, int overload_seconds) {
  Outcomes quiet;
  callers.Closed(1, kQuiet, quiet);
  const double unloaded = Percentile(quiet.accepted(), 0.99);
  Outcomes busy;
  callers.Closed(kBusyCallers, kCapacity, busy);
  const double capacity =
      static_cast<double>(busy.accepted().size()) / std::chrono::duration<double>(kCapacity).count();
  Outcomes overload;
  const Clock::time_point begin = Clock::now();
  callers.Open(kOverload * capacity, std::chrono::seconds(overload_seconds), overload);
  const double goodput = static_cast<double>(overload.accepted().size()) / SecondsSince(begin);
  const double recovery = callers.SecondsUntilWithin(2 * unloaded);
  int ended = 0;
  for (const auto& [code, count] : overload.codes()) {
    ended += count;
    std::cerr << "code " << code << ": " << count << "\n";
  }
  return json::array({Measure("time of a call alone, 99th percentile", unloaded * 1e3, "ms", nullptr, "lower"),
                      Measure("capacity", capacity, "calls/s", nullptr, "higher"),
                      Measure("offered", ended / static_cast<double>(overload_seconds), "calls/s", nullptr, "higher"),
                      Measure("goodput, of capacity", goodput / capacity, "", 0.9, "higher"),
                      Measure("time of an accepted call, 99th percentile, of that of a call alone",
                              Percentile(overload.accepted(), 0.99) / unloaded, "times", 5, "lower"),
                      Measure("recovery", recovery, "s", 5, "lower")});
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
  std::cout << dateline::MeasureLoad(callers, std::stoi(argv[3])).dump() << std::endl;
  const int exit_code = pair.ingest_process().Terminate();
  if (exit_code != 0) std::cerr << "measure_load: the service ended with " << exit_code << "\n";
  return exit_code == 0 ? 0 : 1;
}
