// A gRPC server: the address, health, reflection, limits, and an orderly end.
#ifndef DATELINE_PLATFORM_RPC_SERVER_HOST_H_
#define DATELINE_PLATFORM_RPC_SERVER_HOST_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "grpcpp/server.h"

namespace dateline::rpc {

struct ServerOptions {
  std::string listen_address;  // "127.0.0.1:0": any free port
  int max_receive_message_bytes = 4 << 20;
  int max_send_message_bytes = 16 << 20;
  int max_metadata_bytes = 16 << 10;
  int max_concurrent_streams = 1000;  // for each connection
  // Full names of services that health answers for, beside the server as a whole.
  std::vector<std::string> health_names = {};
};

// Serves until it is destroyed. Thread safety: any thread.
class ServerHost {
 public:
  // Listens and serves `services`, which must outlive the host, with health v1 and reflection. Health says NOT_SERVING
  // until SetServing. UNAVAILABLE: the address is taken or cannot be listened on; the message is one line that says
  // what to do. A port is never shared with another server.
  static absl::StatusOr<std::unique_ptr<ServerHost>> Start(const ServerOptions& options,
                                                           absl::Span<grpc::Service* const> services);
  // Ends calls in flight at once.
  ~ServerHost();

  // `host:port` as clients reach it, with the port that was taken.
  const std::string& address() const { return address_; }

  // What health v1 answers, for the server as a whole and for each of its health_names.
  void SetServing(bool serving);

  // Tells health checkers, takes no new calls, lets those in flight end within `grace`, then ends them. Returns when no
  // call is left.
  void Shutdown(absl::Duration grace);

 private:
  ServerHost(std::unique_ptr<grpc::Server> server, std::string address, std::vector<std::string> health_names);

  const std::unique_ptr<grpc::Server> server_;
  const std::string address_;
  const std::vector<std::string> health_names_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_SERVER_HOST_H_
