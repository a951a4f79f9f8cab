// Tests that this machine cannot run.
#ifndef DATELINE_TESTS_TESTING_SKIPPED_TEST_H_
#define DATELINE_TESTS_TESTING_SKIPPED_TEST_H_

#include <cstdlib>
#include <string>

#include "gtest/gtest.h"

namespace dateline::testing {

// For SetUp: skips the test; a failure where DATELINE_NO_SKIPS is set, as .ci/run does.
inline void SkipTest(const std::string& why) {
  if (std::getenv("DATELINE_NO_SKIPS") != nullptr) FAIL() << "would be skipped, but DATELINE_NO_SKIPS is set: " << why;
  GTEST_SKIP() << why;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_SKIPPED_TEST_H_
