#include "cli/fact_filter.h"

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(MakeFactFilter, TakesEveryEntityThatTheNameFitsBest) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a", "entities/b", "entities/c-partly"};
  ServiceClient<v1::QueryService> client(services.QueryTarget());
  FactFilterFlags flags;
  flags.entities = {"Son"};
  const auto filter = MakeFactFilter(flags, v1::Consistency(), client);
  ASSERT_THAT(filter, IsOk());
  EXPECT_THAT(filter->entities(), ::testing::ElementsAre("entities/a", "entities/b"));
}

TEST(MakeFactFilter, AsksToChooseAmongCounterparts) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a", "entities/b"};
  ServiceClient<v1::QueryService> client(services.QueryTarget());
  FactFilterFlags flags;
  flags.counterpart = "Son";
  EXPECT_THAT(MakeFactFilter(flags, v1::Consistency(), client),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("2 entities")));
}

TEST(MakeFactFilter, IsEmptyWithoutFlags) {
  FakeServices services;
  ServiceClient<v1::QueryService> client(services.QueryTarget());
  const auto filter = MakeFactFilter(FactFilterFlags(), v1::Consistency(), client);
  ASSERT_THAT(filter, IsOk());
  EXPECT_EQ(filter->ByteSizeLong(), 0u);
}

}  // namespace
}  // namespace dateline::cli
