#include "cli/entity_lookup.h"

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

absl::StatusOr<std::vector<std::string>> LookUp(const FakeServices& services, const std::string& text) {
  ServiceClient<v1::QueryService> client(services.QueryTarget());
  return LookUpEntities(client, text);
}

TEST(LookUpEntities, TakesResourceNameAsItIs) {
  const FakeServices services;
  EXPECT_THAT(*LookUp(services, "entities/e1"), ::testing::ElementsAre("entities/e1"));
}

TEST(LookUpEntities, LeavesOutWorseFits) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a", "entities/b-partly"};
  EXPECT_THAT(*LookUp(services, "Son"), ::testing::ElementsAre("entities/a"));
}

TEST(LookUpEntity, WantsOne) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a", "entities/b"};
  services.query.entities["Bui Thanh Son"] = {"entities/a", "entities/b-partly"};
  ServiceClient<v1::QueryService> client(services.QueryTarget());
  EXPECT_EQ(*LookUpEntity(client, "Bui Thanh Son"), "entities/a");
  EXPECT_THAT(LookUpEntity(client, "Son"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("2 entities")));
}

TEST(LookUpEntities, FindsNobody) {
  const FakeServices services;
  EXPECT_THAT(LookUp(services, "X"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("nobody named 'X'")));
}

}  // namespace
}  // namespace dateline::cli
