#include "platform/rpc/open_streams.h"

#include <vector>

#include "gmock/gmock.h"

namespace dateline::rpc {
namespace {

using ::testing::ElementsAre;

TEST(OpenStreams, AsksThoseThatAreOpenOnce) {
  OpenStreams streams;
  std::vector<int> ended;
  streams.Add([&ended] { ended.push_back(1); });
  streams.Remove(streams.Add([&ended] { ended.push_back(2); }));
  streams.Add([&ended] { ended.push_back(3); });
  EXPECT_THAT(ended, ElementsAre());
  streams.Drain();
  streams.Drain();
  EXPECT_THAT(ended, ElementsAre(1, 3));
}

TEST(OpenStreams, AsksLateComersAtOnce) {
  OpenStreams streams;
  streams.Drain();
  int ended = 0;
  streams.Remove(streams.Add([&ended] { ++ended; }));
  EXPECT_EQ(ended, 1);
}

}  // namespace
}  // namespace dateline::rpc
