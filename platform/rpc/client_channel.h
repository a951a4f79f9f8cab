// A channel to a service that may ask for a certificate or a token.
#ifndef DATELINE_PLATFORM_RPC_CLIENT_CHANNEL_H_
#define DATELINE_PLATFORM_RPC_CLIENT_CHANNEL_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "grpcpp/support/channel_arguments.h"
#include "platform/rpc/transport_security.h"

namespace dateline::rpc {

struct ClientSecurity {
  TlsFiles tls;            // with a CA: the connection is encrypted; without: plain text
  std::string token_file;  // holds the bearer token of each call, and may change; empty: none
  bool allow_plaintext = false;
};

// `target`: HOST:PORT, or several as gRPC names them: ipv4:HOST:PORT,HOST:PORT, dns:///NAME:PORT. INVALID_ARGUMENT or
// NOT_FOUND: a file is not as it must be, or calls would leave this machine in plain text without
// being allowed to.
absl::Status CheckClientSecurity(absl::string_view target, const ClientSecurity& security);

// Connects at the first call. REQUIRES: CheckClientSecurity.
std::shared_ptr<grpc::Channel> OpenChannel(const std::string& target, const ClientSecurity& security,
                                           const grpc::ChannelArguments& arguments);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_CLIENT_CHANNEL_H_
