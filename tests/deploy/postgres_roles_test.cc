// What deploy/postgresql makes: roles of which one changes tables and the other cannot, and ranges of changes.
#include <chrono>
#include <memory>
#include <string>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "tests/testing/child_process.h"
#include "tests/testing/directories.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/skipped_test.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kPsql[] = "/usr/lib/postgresql/15/bin/psql";
constexpr char kDateline[] = DATELINE_PROGRAM_DIRECTORY "/dateline";
constexpr char kQuery[] = DATELINE_PROGRAM_DIRECTORY "/dateline-query";
constexpr auto kPatience = std::chrono::minutes(1);
constexpr char kIngest[] = DATELINE_PROGRAM_DIRECTORY "/dateline-ingest";

class PostgresRoles : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresCluster::IsInstalled()) return SkipTest("PostgreSQL 15 is not installed");
    cluster_ = std::make_unique<PostgresCluster>();
    const FinishedProgram made =
        Psql(cluster_->Url("postgres"), {"--file=" DATELINE_SOURCE_DIRECTORY "/deploy/postgresql/roles.sql"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }

  static FinishedProgram Psql(const std::string& url, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {kPsql, "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--dbname=" + url});
    return RunProgram(arguments);
  }

  // The database as `role`.
  std::string UrlOf(const std::string& role) const {
    return absl::StrReplaceAll(cluster_->Url("dateline"), {{"postgres@", role + "@"}});
  }

  // Serves, is sent the samples, and ends; then checks the log: what that says.
  std::string IngestSamples() {
    ChildProcess ingest({kIngest, "--listen=127.0.0.1:0", "--store=" + UrlOf("dateline_ingest")}, {},
                        directory_.File("ingest"));
    const std::string address = ingest.WaitForOutputAfter("listening on ");
    EXPECT_NE(address, "") << ingest.Errors();
    const FinishedProgram sent = RunProgram(
        {kDateline, "ingest", "--ingest=" + address, DATELINE_SOURCE_DIRECTORY "/deploy/samples/wire.jsonl"});
    EXPECT_EQ(sent.exit_code, 0) << sent.err;
    EXPECT_EQ(ingest.Terminate(), 0);
    const FinishedProgram checked = RunProgram({kIngest, "--check", "--store=" + UrlOf("dateline_ingest")});
    EXPECT_EQ(checked.exit_code, 0) << checked.err;
    return checked.out;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<PostgresCluster> cluster_;
};

TEST_F(PostgresRoles, TheOwnerMakesTheTablesAndTheServiceServes) {
  const FinishedProgram early = RunProgram({kIngest, "--listen=127.0.0.1:0", "--store=" + UrlOf("dateline_ingest")});
  EXPECT_EQ(early.exit_code, 1);
  EXPECT_THAT(early.err, HasSubstr("--migrate"));

  for (int twice = 0; twice < 2; ++twice) {
    const FinishedProgram made = RunProgram({kIngest, "--migrate", "--store=" + UrlOf("dateline_owner")});
    EXPECT_EQ(made.exit_code, 0) << made.err;
  }
  EXPECT_THAT(IngestSamples(), HasSubstr("is sound"));
}

TEST_F(PostgresRoles, AnIndexStandsInASchemaBesideTheLog) {
  ASSERT_EQ(RunProgram({kIngest, "--migrate", "--store=" + UrlOf("dateline_owner")}).exit_code, 0);
  const FinishedProgram made =
      Psql(cluster_->Url("dateline"), {"--file=" DATELINE_SOURCE_DIRECTORY "/deploy/postgresql/index_roles.sql"});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const FinishedProgram migrated =
      RunProgram({kQuery, "--migrate", "--ingest=127.0.0.1:1", "--segments=" + directory_.File("owner"),
                  "--store=" + UrlOf("dateline_index_owner")});
  EXPECT_EQ(migrated.exit_code, 0) << migrated.err;
  EXPECT_THAT(IngestSamples(), HasSubstr("is sound"));
  ChildProcess ingest({kIngest, "--listen=127.0.0.1:0", "--store=" + UrlOf("dateline_ingest")}, {},
                      directory_.File("again"));
  ChildProcess query({kQuery, "--listen=127.0.0.1:0", "--ingest=" + ingest.WaitForOutputAfter("listening on "),
                      "--segments=" + directory_.File("segments"), "--store=" + UrlOf("dateline_query")},
                     {}, directory_.File("query"));
  const std::string address = query.WaitForOutputAfter("listening on ");
  ASSERT_NE(address, "") << query.Errors();
  FinishedProgram facts;
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  do {
    facts = RunProgram({kDateline, "facts", "--query=" + address, "--format=jsonl"});
  } while (facts.out.empty() && std::chrono::steady_clock::now() < deadline);
  EXPECT_EQ(facts.exit_code, 0) << facts.err;
  EXPECT_THAT(facts.out, HasSubstr("facts/")) << query.Errors();
}

TEST_F(PostgresRoles, RangesOfChangesAreOneLog) {
  ASSERT_EQ(RunProgram({kIngest, "--migrate", "--store=" + UrlOf("dateline_owner")}).exit_code, 0);
  const FinishedProgram split =
      Psql(UrlOf("dateline_owner"), {"--set=first_end=20", "--set=second_end=40",
                                     "--file=" DATELINE_SOURCE_DIRECTORY "/deploy/postgresql/partitions.sql"});
  ASSERT_EQ(split.exit_code, 0) << split.err;
  EXPECT_THAT(IngestSamples(), HasSubstr("is sound"));
  for (const char* const range : {"feed_log_1", "feed_log_2", "feed_log_rest"}) {
    const std::string count = std::string("--command=SELECT count(*) > 0 FROM ") + range;
    EXPECT_EQ(Psql(UrlOf("dateline_owner"), {"--tuples-only", "--no-align", count}).out, "t\n") << range;
  }
}

TEST_F(PostgresRoles, TheServiceMayDoNothingButReadAndWriteRows) {
  ASSERT_EQ(RunProgram({kIngest, "--migrate", "--store=" + UrlOf("dateline_owner")}).exit_code, 0);
  for (const char* const sql : {"CREATE TABLE more (i BIGINT)", "DROP TABLE feed_log", "TRUNCATE feed_log",
                                "ALTER TABLE feed_log ADD more BIGINT", "CREATE SCHEMA more"}) {
    const FinishedProgram run = Psql(UrlOf("dateline_ingest"), {std::string("--command=") + sql});
    EXPECT_NE(run.exit_code, 0) << sql;
    EXPECT_THAT(run.err, ::testing::AnyOf(HasSubstr("permission denied"), HasSubstr("must be owner"))) << sql;
  }
}

}  // namespace
}  // namespace dateline::testing
