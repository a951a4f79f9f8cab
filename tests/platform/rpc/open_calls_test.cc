#include "platform/rpc/open_calls.h"

#include "gtest/gtest.h"

namespace dateline::rpc {
namespace {

TEST(OpenCalls, CountsThoseOfEachPeer) {
  OpenCalls calls;
  EXPECT_EQ(calls.Begin("a"), 1);
  EXPECT_EQ(calls.Begin("a"), 2);
  EXPECT_EQ(calls.Begin("b"), 1);
  calls.End("a");
  EXPECT_EQ(calls.Begin("a"), 2);
}

TEST(OpenCalls, BeginAnewWhenAllHaveEnded) {
  OpenCalls calls;
  calls.Begin("a");
  calls.End("a");
  EXPECT_EQ(calls.Begin("a"), 1);
}

}  // namespace
}  // namespace dateline::rpc
