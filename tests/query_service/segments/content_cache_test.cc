#include "query_service/segments/content_cache.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"

namespace dateline::segments {
namespace {

std::string Kept(ContentCache& cache, const ContentCache::Place& place) {
  std::string bytes = "before ";
  return cache.Append(place, bytes) ? bytes : "nothing";
}

TEST(ContentCache, KeepsFactsByFileAndPlace) {
  ContentCache cache(1 << 20);
  const uint64_t one = cache.AddFile(), other = cache.AddFile();
  cache.Keep({one, 7}, "a");
  cache.Keep({other, 7}, "b");
  EXPECT_EQ(Kept(cache, {one, 7}), "before a");
  EXPECT_EQ(Kept(cache, {other, 7}), "before b");
  EXPECT_EQ(Kept(cache, {one, 8}), "nothing");
  cache.Clear();
  EXPECT_EQ(Kept(cache, {one, 7}), "nothing");
}

TEST(ContentCache, ForgetsTheOldestWhenItIsFull) {
  ContentCache cache(1 << 16);
  const uint64_t file = cache.AddFile();
  const std::string fact(1000, 'x');
  for (uint64_t place = 0; place < 1000; ++place) cache.Keep({file, place}, fact);
  int kept = 0;
  for (uint64_t place = 0; place < 1000; ++place) kept += Kept(cache, {file, place}) == "nothing" ? 0 : 1;
  EXPECT_GT(kept, 30);
  EXPECT_LT(kept, 60);
  EXPECT_NE(Kept(cache, {file, 999}), "nothing");
  EXPECT_EQ(Kept(cache, {file, 0}), "nothing");
  // One that is larger than all of it.
  cache.Keep({file, 1000}, std::string(1 << 17, 'x'));
  EXPECT_EQ(Kept(cache, {file, 1000}), "nothing");
}

TEST(ContentCache, ServesAnyThread) {
  ContentCache cache(1 << 14);
  const uint64_t file = cache.AddFile();
  std::atomic<int> hits = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (uint64_t place = 0; place < 2000; ++place) {
        const std::string fact = std::to_string(place);
        cache.Keep({file, place}, fact);
        std::string bytes;
        if (!cache.Append({file, place}, bytes)) continue;
        EXPECT_EQ(bytes, fact);
        ++hits;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GT(hits, 0);
}

}  // namespace
}  // namespace dateline::segments
