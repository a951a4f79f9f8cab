// Pages of `dateline report` as a browser shows them.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::FinishedProgram;
using ::dateline::testing::RunProgram;
using ::dateline::testing::ServicePair;

constexpr int kSkipped = 77;

TEST(Reports, LookRightInLightAndDarkWideAndOnAPhone) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  ASSERT_EQ(pair.RunCommand({"ingest", DATELINE_SOURCE_DIRECTORY "/deploy/samples"}).exit_code, 0);
  pair.WaitUntilCaughtUp();
  const testing::TemporaryDirectory pictures;
  std::vector<std::string> command = {"/usr/bin/python3", DATELINE_SOURCE_DIRECTORY "/tests/browser/look_at_pages.py",
                                      pictures.path()};
  const FinishedProgram facts = pair.RunCommand({"facts", "--all", "--format=jsonl"});
  const size_t begin = facts.out.find("articles/");
  const std::string article = facts.out.substr(begin, facts.out.find("/facts/", begin) - begin);
  for (const std::string& subject : {article, std::string("Le Hoang Khai")}) {
    command.push_back(pair.File("page " + std::to_string(command.size()) + ".html"));
    const FinishedProgram report = pair.RunCommand({"report", subject, "--html=" + command.back()});
    ASSERT_EQ(report.exit_code, 0) << report.err;
  }
  const FinishedProgram looked = RunProgram(command);
  if (looked.exit_code == kSkipped) GTEST_SKIP() << looked.out;
  EXPECT_EQ(looked.exit_code, 0) << looked.out << looked.err;
}

}  // namespace
}  // namespace dateline
