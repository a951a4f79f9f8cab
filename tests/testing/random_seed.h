// What tests that draw at random begin with.
#ifndef DATELINE_TESTS_TESTING_RANDOM_SEED_H_
#define DATELINE_TESTS_TESTING_RANDOM_SEED_H_

#include <cstdint>

#include "gtest/gtest.h"

namespace dateline::testing {

// 0, so that each run is like the one before; with --gtest_random_seed that, and with --gtest_shuffle another each
// time.
inline uint32_t RandomSeed() {
  const bool is_asked_for = GTEST_FLAG_GET(shuffle) || GTEST_FLAG_GET(random_seed) != 0;
  return is_asked_for ? static_cast<uint32_t>(::testing::UnitTest::GetInstance()->random_seed()) : 0;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_RANDOM_SEED_H_
