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
  return LookUpEntities(client, text, v1::Consistency());
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

TEST(LookUpEntities, AsksAtTheStateOfTheQuestion) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a"};
  RunCommand(AddEntityCommand, {"entity", services.QueryFlag(), "Son", "--as-of=1970-01-01T00:00:07Z"});
  EXPECT_EQ(services.query.last_resolution.consistency().as_of_recorded().seconds(), 7);
}

TEST(LookUpEntity, WantsOne) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a", "entities/b"};
  services.query.entities["Bui Thanh Son"] = {"entities/a", "entities/b-partly"};
  ServiceClient<v1::QueryService> client(services.QueryTarget());
  EXPECT_EQ(*LookUpEntity(client, "Bui Thanh Son", v1::Consistency()), "entities/a");
  EXPECT_THAT(LookUpEntity(client, "Son", v1::Consistency()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("2 entities")));
}

TEST(LookUpEntities, FindsNobody) {
  const FakeServices services;
  EXPECT_THAT(LookUp(services, "X"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("nobody named 'X'")));
}

}  // namespace
}  // namespace dateline::cli
