#include "cli/page_walk.h"

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;

class WalkPagesTest : public ::testing::Test {
 protected:
  WalkPagesTest() { services_.query.facts.resize(5); }

  absl::StatusOr<v1::ListFactsResponse> Walk(const PageLimit& limit) {
    ServiceClient<v1::QueryService> client(services_.QueryTarget());
    return WalkPages(client, &v1::QueryService::Stub::ListFacts, v1::ListFactsRequest(),
                     &v1::ListFactsResponse::mutable_facts, limit);
  }

  FakeServices services_;
};

TEST_F(WalkPagesTest, GoesOnUntilTheLimit) {
  const auto result = Walk({.limit = 3});
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->facts_size(), 3);
  EXPECT_NE(result->next_page_token(), "");
}

TEST_F(WalkPagesTest, TakesEverything) {
  const auto result = Walk({.all = true});
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->facts_size(), 5);
  EXPECT_EQ(result->next_page_token(), "");
}

TEST_F(WalkPagesTest, EndsBeforeTheLimitWhenThereIsNoMore) { EXPECT_EQ(Walk({.limit = 50})->facts_size(), 5); }

}  // namespace
}  // namespace dateline::cli
