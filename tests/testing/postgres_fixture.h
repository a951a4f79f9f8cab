// Tests that need PostgreSQL.
#ifndef DATELINE_TESTS_TESTING_POSTGRES_FIXTURE_H_
#define DATELINE_TESTS_TESTING_POSTGRES_FIXTURE_H_

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/skipped_test.h"

namespace dateline::testing {

// One server for all tests of a suite, which is started with the first and a database for each test; skipped where
// PostgreSQL is not installed. A suite is one class: derive from it, even with nothing to add.
template <typename Suite>
class PostgresFixture : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (PostgresCluster::IsInstalled()) cluster_ = std::make_unique<PostgresCluster>();
  }
  static void TearDownTestSuite() { cluster_.reset(); }

  void SetUp() override {
    if (cluster_ == nullptr) return SkipTest("PostgreSQL 15 is not installed");
    database_ = cluster_->MakeDatabase();
  }

  // What is not there any more, no checkpoint writes: starting again and copying the server take less.
  void TearDown() override {
    if (!database_.empty()) cluster_->DropDatabase(database_);
  }

  static PostgresCluster& cluster() { return *cluster_; }
  const std::string& database() const { return database_; }
  std::string Url() const { return cluster_->Url(database_); }

 private:
  static inline std::unique_ptr<PostgresCluster> cluster_;
  std::string database_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_POSTGRES_FIXTURE_H_
