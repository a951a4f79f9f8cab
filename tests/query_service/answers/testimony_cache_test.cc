#include "query_service/answers/testimony_cache.h"

#include "gtest/gtest.h"

namespace dateline::answers {
namespace {

TestimonyCache::Testimony TestimonyOf(const char* fact) {
  return std::make_shared<const claims::Testimony>(claims::Testimony{fact, "", {}, {}});
}

TEST(TestimonyCache, KeepsWhatWasRead) {
  TestimonyCache cache(10);
  EXPECT_EQ(cache.Find(5), nullptr);
  cache.Add(5, TestimonyOf("a"), cache.generation());
  EXPECT_EQ(cache.Find(5)->fact, "a");
}

TEST(TestimonyCache, KeepsNoMoreThanItMay) {
  TestimonyCache cache(2);
  for (int i = 1; i <= 3; ++i) cache.Add(i, TestimonyOf("a"), cache.generation());
  EXPECT_EQ(cache.Find(1), nullptr);
  EXPECT_NE(cache.Find(3), nullptr);
}

TEST(TestimonyCache, WhatWasReadBeforeItWasClearedStaysOut) {
  TestimonyCache cache(10);
  const int64_t generation = cache.generation();
  cache.Add(5, TestimonyOf("a"), generation);
  cache.Clear();
  cache.Add(6, TestimonyOf("b"), generation);
  EXPECT_EQ(cache.Find(5), nullptr);
  EXPECT_EQ(cache.Find(6), nullptr);
}

}  // namespace
}  // namespace dateline::answers
