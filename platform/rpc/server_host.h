// A gRPC server: the address, health, reflection, limits, and an orderly end.
#ifndef DATELINE_PLATFORM_RPC_SERVER_HOST_H_
#define DATELINE_PLATFORM_RPC_SERVER_HOST_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "grpcpp/server.h"
#include "platform/rpc/call_queue.h"
#include "platform/rpc/health_service.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

struct ServerOptions {
  std::string listen_address;  // "127.0.0.1:0": any free port
  int max_receive_message_bytes = 4 << 20;
  int max_send_message_bytes = 16 << 20;
  int max_metadata_bytes = 16 << 10;
  int max_concurrent_streams = 1000;  // for each connection
  int queue_threads = 1;              // that serve the calls of QueueServices, with a queue each
  // Full names of services that health answers for, beside the server as a whole.
  std::vector<std::string> health_names = {};
};

// Serves until it is destroyed. Thread safety: any thread.
class ServerHost {
 public:
  // Listens and serves the services, which must outlive the host, with health v1 and reflection. Health says
  // NOT_SERVING until SetServing. UNAVAILABLE: the address is taken or cannot be listened on; the message is one line
  // that says what to do. A port is never shared with another server.
  static absl::StatusOr<std::unique_ptr<ServerHost>> Start(const ServerOptions& options,
                                                           absl::Span<grpc::Service* const> services,
                                                           absl::Span<QueueService* const> queue_services = {});
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
  ServerHost(std::unique_ptr<HealthService> health, std::vector<std::unique_ptr<CallQueue>> queues,
             std::unique_ptr<grpc::Server> server, std::string address);

  const std::unique_ptr<HealthService> health_;
  threading::Mutex mutex_;
  // Destroyed after the server has shut down, and before it is destroyed.
  std::vector<std::unique_ptr<CallQueue>> queues_ ABSL_GUARDED_BY(mutex_);
  const std::unique_ptr<grpc::Server> server_;
  const std::string address_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_SERVER_HOST_H_
