// Clients in other languages, generated from the contract: what the services' other callers do.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::FinishedProgram;
using ::dateline::testing::RunProgram;
using ::dateline::testing::ServicePair;
using ::dateline::testing::TemporaryDirectory;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

constexpr char kSources[] = DATELINE_SOURCE_DIRECTORY;
constexpr int kSkipped = 77;

class LanguagesTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    pair_.StartIngest();
    pair_.StartQuery();
    pair_.WaitUntilCaughtUp();
  }

  // Runs a command that finds the services' addresses in its environment.
  FinishedProgram RunClient(const std::string& command) {
    return RunProgram({"/bin/bash", "-c",
                       absl::StrCat("export GOOGLEAPIS=", DATELINE_GOOGLEAPIS_DIRECTORY, " NODE_MODULES=", kSources,
                                    "/build/tools/node_client/node_modules DATELINE_INGEST=", pair_.ingest_address(),
                                    " DATELINE_QUERY=", pair_.query_address(), "; ", command)});
  }

  const TemporaryDirectory folder_;
  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
};

TEST_P(LanguagesTest, IngestsAsksAndReadsErrors) {
  const FinishedProgram client =
      RunClient(absl::StrCat(kSources, "/deploy/clients/run.sh ", GetParam(), " ", folder_.path()));
  if (client.exit_code == kSkipped) GTEST_SKIP() << client.out;
  EXPECT_EQ(client.exit_code, 0) << client.out << client.err;
  EXPECT_THAT(client.out, HasSubstr("Anne Dubois, Karl Weber | met | President Anne Dubois met"));
  EXPECT_THAT(client.out, ContainsRegex("N(OT_FOUND|otFound) dateline FACT_NOT_FOUND"));
}

INSTANTIATE_TEST_SUITE_P(All, LanguagesTest, ::testing::Values("python", "ruby", "node", "java"),
                         [](const auto& language) { return std::string(language.param); });

using ApiExamplesTest = LanguagesTest;

// What docs/api/ shows is what the services answer; calls are made with deploy/clients/service_config.json.
TEST_F(ApiExamplesTest, Hold) {
  const FinishedProgram examples = RunClient(
      absl::StrCat("cd ", kSources, " && deploy/clients/run.sh python ", folder_.path(),
                   " tests/clients/run_examples.py deploy/clients/service_config.json docs/api/examples.json"));
  if (examples.exit_code == kSkipped) GTEST_SKIP() << examples.out;
  EXPECT_EQ(examples.exit_code, 0) << examples.out << examples.err;
}

}  // namespace
}  // namespace dateline
