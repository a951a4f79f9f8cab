// Whose machine a connection comes from.
#ifndef DATELINE_PLATFORM_RPC_PEER_HOST_H_
#define DATELINE_PLATFORM_RPC_PEER_HOST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::rpc {

// Of a peer as ServerContext::peer() names it: its IPv4 address, or the first half of its IPv6 address, of which one
// client has all ("2001:db8::/64"). What is no such peer is given back.
std::string HostOfPeer(absl::string_view peer);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_PEER_HOST_H_
