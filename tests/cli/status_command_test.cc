#include <cstring>

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

std::string AddressOf(const FakeServices& services) { return services.QueryFlag().substr(strlen("--query=")); }

TEST(StatusCommand, ShowsBothServices) {
  FakeServices services;
  const CommandResult result =
      RunCommand(AddStatusCommand, {"status", "--format=jsonl", services.QueryFlag(), services.IngestFlag()});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(result.out, "{\"feed\": {\"headOffset\":\"9\"}, \"indexes\": [{\"address\": \"" + AddressOf(services) +
                            "\", \"index\": {\"appliedOffset\":\"7\"}}]}\n");
}

TEST(StatusCommand, ShowsTheOneThatAnswersAndNamesTheOther) {
  FakeServices services;
  const CommandResult result =
      RunCommand(AddStatusCommand, {"status", "--format=text", "--query=127.0.0.1:1", services.IngestFlag()});
  EXPECT_THAT(result.out, HasSubstr("changes  9,"));
  EXPECT_THAT(result.status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("dateline-query at 127.0.0.1:1")));
}

TEST(StatusCommand, ComparesTheChecksumsOfSeveralIndexes) {
  FakeServices one, other;
  one.query.content_checksum = "00000000000000aa";
  other.query.content_checksum = "00000000000000aa";
  const std::vector<std::string> arguments = {"status", "--format=text", one.IngestFlag(),
                                              one.QueryFlag() + "," + AddressOf(other)};
  const CommandResult same = RunCommand(AddStatusCommand, arguments);
  EXPECT_THAT(same.status, IsOk());
  EXPECT_THAT(same.out, HasSubstr("2 indexes hold the same\n"));
  other.query.content_checksum = "00000000000000bb";
  const CommandResult differs = RunCommand(AddStatusCommand, arguments);
  EXPECT_THAT(differs.status, StatusIs(absl::StatusCode::kDataLoss,
                                       HasSubstr("differ at change 7: " + AddressOf(one) + " has 00000000000000aa")));
}

TEST(StatusCommand, SaysInJsonWhetherChecksumsAgree) {
  FakeServices one, other;
  one.query.content_checksum = "00000000000000aa";
  other.query.content_checksum = "00000000000000bb";
  const CommandResult result =
      RunCommand(AddStatusCommand, {"status", "--format=jsonl", one.IngestFlag(), one.QueryFlag(), other.QueryFlag()});
  EXPECT_THAT(result.out, HasSubstr("\"checksumsAgree\": false"));
}

}  // namespace
}  // namespace dateline::cli
