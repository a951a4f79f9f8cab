#include "platform/rpc/peer_host.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace dateline::rpc {

std::string HostOfPeer(absl::string_view peer) {
  absl::string_view host = peer.substr(0, peer.rfind(':'));
  if (absl::ConsumePrefix(&host, "ipv4:")) return std::string(host);
  if (!absl::ConsumePrefix(&host, "ipv6:%5B")) return std::string(peer);
  // What follows an address is its bracket, or its zone.
  const std::string text(host.substr(0, host.find('%')));
  in6_addr address{};
  if (inet_pton(AF_INET6, text.c_str(), &address) != 1) return std::string(peer);
  std::fill(std::begin(address.s6_addr) + 8, std::end(address.s6_addr), 0);
  std::array<char, INET6_ADDRSTRLEN> network = {};
  inet_ntop(AF_INET6, &address, network.data(), network.size());
  return absl::StrCat(network.data(), "/64");
}

}  // namespace dateline::rpc
