#include "ingest_service/rpc/stream_budget.h"

#include "gtest/gtest.h"

namespace dateline::ingest_rpc {
namespace {

TEST(StreamBudget, HasRoomUntilItsBytesAreHeld) {
  StreamBudget budget(1, 100);
  budget.AddBytes(99);
  EXPECT_TRUE(budget.HasRoom());
  budget.AddBytes(1);
  EXPECT_FALSE(budget.HasRoom());
  budget.AddBytes(-50);
  EXPECT_TRUE(budget.HasRoom());
  EXPECT_EQ(budget.bytes(), 50);
}

TEST(StreamBudget, HasAPlaceAgainWhenAStreamLeaves) {
  StreamBudget budget(2, 100);
  EXPECT_TRUE(budget.Enter());
  EXPECT_TRUE(budget.Enter());
  EXPECT_FALSE(budget.Enter());
  budget.Leave();
  EXPECT_TRUE(budget.Enter());
}

}  // namespace
}  // namespace dateline::ingest_rpc
