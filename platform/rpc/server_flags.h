// The flags that every service has.
#ifndef DATELINE_PLATFORM_RPC_SERVER_FLAGS_H_
#define DATELINE_PLATFORM_RPC_SERVER_FLAGS_H_

#include <CLI/CLI.hpp>
#include <string>

#include "platform/rpc/client_channel.h"
#include "platform/rpc/server_host.h"

namespace dateline::rpc {

// Who may come in, limits, logs and metrics; --listen is not among them.
void AddServerFlags(CLI::App& app, ServerOptions& options);

// How to reach another service: --PREFIX-ca, --PREFIX-certificate, --PREFIX-key, --PREFIX-token-file. Without a prefix:
// --ca and so on, which may also stand in the environment as DATELINE_CA and so on. Where `app` has these flags
// already, their values go to `security` too.
void AddClientFlags(CLI::App& app, const std::string& prefix, ClientSecurity& security);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_SERVER_FLAGS_H_
