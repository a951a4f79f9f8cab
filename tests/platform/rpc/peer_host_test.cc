#include "platform/rpc/peer_host.h"

#include "gtest/gtest.h"

namespace dateline::rpc {
namespace {

TEST(HostOfPeer, IsAnIpv4AddressWithoutItsPort) { EXPECT_EQ(HostOfPeer("ipv4:192.0.2.7:4711"), "192.0.2.7"); }

TEST(HostOfPeer, IsTheNetworkOfAnIpv6Address) {
  EXPECT_EQ(HostOfPeer("ipv6:%5B2001:db8:1:2:3:4:5:6%5D:4711"), "2001:db8:1:2::/64");
  EXPECT_EQ(HostOfPeer("ipv6:%5B2001:db8:1:2::9%5D:1"), HostOfPeer("ipv6:%5B2001:db8:1:2:ffff::%5D:2"));
  EXPECT_NE(HostOfPeer("ipv6:%5B2001:db8:1:2::9%5D:1"), HostOfPeer("ipv6:%5B2001:db8:1:3::9%5D:1"));
  EXPECT_EQ(HostOfPeer("ipv6:%5Bfe80::1%25eth0%5D:4711"), "fe80::/64");
}

TEST(HostOfPeer, LeavesWhatItDoesNotKnow) {
  EXPECT_EQ(HostOfPeer("unix:/tmp/socket"), "unix:/tmp/socket");
  EXPECT_EQ(HostOfPeer("ipv6:%5Bnonsense%5D:1"), "ipv6:%5Bnonsense%5D:1");
  EXPECT_EQ(HostOfPeer(""), "");
}

}  // namespace
}  // namespace dateline::rpc
