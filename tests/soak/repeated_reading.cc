#include "tests/soak/repeated_reading.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"

namespace dateline::soak {
namespace {

std::string BytesOf(const absl::StatusOr<pipeline::Reading>& reading) {
  if (!reading.ok()) return reading.status().ToString();
  std::string bytes = reading->article.SerializeAsString();
  for (const v1::Fact& fact : reading->facts) absl::StrAppend(&bytes, "\nfact ", fact.SerializeAsString());
  for (const v1::Entity& entity : reading->entities) absl::StrAppend(&bytes, "\nentity ", entity.SerializeAsString());
  return bytes;
}

}  // namespace

Repetitions RepeatReadings(const pipeline::Pipeline& pipeline, const std::vector<v1::Article>& articles, int times,
                           int threads) {
  std::vector<std::string> expected;
  for (const v1::Article& article : articles) expected.push_back(BytesOf(pipeline.Read(article)));
  std::vector<Repetitions> of_thread(threads);
  const auto repeat = [&](int thread) {
    std::vector<size_t> order(articles.size());
    std::iota(order.begin(), order.end(), 0);
    std::mt19937 random(thread + 1);
    for (int time = 0; time < times; ++time) {
      std::shuffle(order.begin(), order.end(), random);
      for (const size_t i : order) {
        ++of_thread[thread].readings;
        of_thread[thread].different += BytesOf(pipeline.Read(articles[i])) == expected[i] ? 0 : 1;
      }
    }
  };
  std::vector<std::thread> running;
  for (int thread = 0; thread < threads; ++thread) running.emplace_back(repeat, thread);
  for (std::thread& thread : running) thread.join();
  Repetitions all;
  for (const Repetitions& one : of_thread) {
    all.readings += one.readings;
    all.different += one.different;
  }
  return all;
}

}  // namespace dateline::soak
