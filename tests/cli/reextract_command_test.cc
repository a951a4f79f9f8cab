#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::testing::HasSubstr;

TEST(ReextractCommand, WaitsForTheEndAndSaysWhatBecameOfFacts) {
  FakeServices services;
  const CommandResult result = RunCommand(AddReextractCommand, {"reextract", "--format=text", services.IngestFlag()});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("reextractions/1 done"));
  EXPECT_THAT(result.out, HasSubstr("12 confirmed"));
}

}  // namespace
}  // namespace dateline::cli
