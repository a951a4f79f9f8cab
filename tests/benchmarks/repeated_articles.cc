#include "tests/benchmarks/repeated_articles.h"

#include <atomic>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

#include "tests/benchmarks/measures.h"

namespace dateline::testing {
namespace {

constexpr int kInFlight = 256;
// Each prepares what it hands over, as the service's threads do.
constexpr int kSenders = 2;

}  // namespace

double AppendAll(fact_log::FactLog& log, const RepeatedArticles& articles, int64_t begin, int64_t end) {
  std::vector<fact_log::ArticleWrite> writes;
  for (int64_t number = begin; number < end; ++number) writes.push_back(articles.Write(number));
  std::mutex mutex;
  std::condition_variable changed;
  int in_flight = 0;
  std::atomic<size_t> next = 0;
  const auto send = [&] {
    for (size_t i; (i = next++) < writes.size();) {
      std::unique_lock<std::mutex> lock(mutex);
      changed.wait(lock, [&] { return in_flight < kInFlight; });
      ++in_flight;
      lock.unlock();
      log.Append(std::move(writes[i]), [&](const absl::StatusOr<fact_log::StoredArticle>& stored) {
        if (!stored.ok()) std::cerr << stored.status() << "\n";
        const std::lock_guard<std::mutex> done(mutex);
        --in_flight;
        changed.notify_all();
      });
    }
  };
  const auto start = Clock::now();
  std::vector<std::thread> senders;
  for (int i = 0; i < kSenders; ++i) senders.emplace_back(send);
  for (std::thread& sender : senders) sender.join();
  std::unique_lock<std::mutex> lock(mutex);
  changed.wait(lock, [&] { return in_flight == 0; });
  return SecondsSince(start);
}

}  // namespace dateline::testing
