// Tests that are of PostgreSQL alone.
#ifndef DATELINE_TESTS_TESTING_POSTGRES_TEST_H_
#define DATELINE_TESTS_TESTING_POSTGRES_TEST_H_

#include "gtest/gtest.h"
#include "tests/testing/store_directory.h"

namespace dateline::testing {

// Skipped unless the program runs with DATELINE_STORE=postgresql, as ctest does. Its stores are empty schemas.
class PostgresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!StoreDirectory::IsPostgres()) GTEST_SKIP() << "of the run with DATELINE_STORE=postgresql";
  }

  StoreDirectory directory_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_POSTGRES_TEST_H_
