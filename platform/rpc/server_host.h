// A gRPC server: the address, who may come in, limits, health, reflection, metrics, and an orderly end.
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
#include "platform/rpc/access_control.h"
#include "platform/rpc/call_guard.h"
#include "platform/rpc/call_queue.h"
#include "platform/rpc/connection_gate.h"
#include "platform/rpc/guarded_service.h"
#include "platform/rpc/health_service.h"
#include "platform/rpc/transport_security.h"
#include "platform/telemetry/metrics_server.h"
#include "platform/telemetry/telemetry.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

struct ServerOptions {
  std::string listen_address;        // "127.0.0.1:0": any free port
  std::string metrics_address = {};  // where Prometheus fetches the metrics; empty: nowhere
  telemetry::LogFormat log_format = telemetry::LogFormat::kText;
  TlsFiles tls = {};  // empty: plain text
  // Plain text also where others than this machine can listen in.
  bool allow_plaintext = false;
  AccessFiles access = {};
  GuardOptions guard = {};
  ConnectionLimits connections = {};
  int max_receive_message_bytes = 4 << 20;
  int max_send_message_bytes = 16 << 20;
  int max_metadata_bytes = 16 << 10;
  int max_concurrent_streams = 1000;  // for each connection
  int queue_threads = 1;              // that serve the calls of QueueServices, with a queue each
  // Full names of QueueServices that health answers for, beside the server as a whole and its other services.
  std::vector<std::string> health_names = {};
  // Shows gRPC's inner state to everybody who can connect; on loopback addresses only.
  bool channelz = false;
};

// INVALID_ARGUMENT or NOT_FOUND: what the options say of security contradicts itself, or names a file that is not as it
// must be.
absl::Status CheckSecurity(const ServerOptions& options);

// Serves until it is destroyed. Thread safety: any thread.
class ServerHost {
 public:
  // Listens and serves the services, which must outlive the host, with health v1 and reflection, which are not guarded.
  // Health says NOT_SERVING until SetServing. Also the errors of CheckSecurity. UNAVAILABLE: an address is taken or
  // cannot be listened on. Messages are one line that says what to do. A port is never shared with another server.
  // `telemetry` must outlive the host; without it nothing is said.
  static absl::StatusOr<std::unique_ptr<ServerHost>> Start(const ServerOptions& options,
                                                           absl::Span<const ServedService> services,
                                                           telemetry::Telemetry* telemetry = nullptr,
                                                           absl::Span<QueueService* const> queue_services = {});
  // Ends calls in flight at once.
  ~ServerHost();

  // `host:port` as clients reach it, with the port that was taken.
  const std::string& address() const { return gate_->address(); }
  // Empty: metrics are not served.
  std::string metrics_address() const { return metrics_ == nullptr ? "" : metrics_->address(); }

  // What health v1 answers, for the server as a whole and for each of its services.
  void SetServing(bool serving);

  // Tells health checkers, takes no new connections and calls, lets those in flight end within `grace`, then ends them.
  // Returns when no call is left.
  void Shutdown(absl::Duration grace);

 private:
  ServerHost() = default;
  absl::Status Prepare(const ServerOptions& options, absl::Span<const ServedService> services);
  absl::Status Serve(const ServerOptions& options, absl::Span<QueueService* const> queue_services);
  void AddMetrics(const ServerOptions& options);
  void WarnOfOpenDoors(const ServerOptions& options);

  // Destroyed from the last to the first.
  std::unique_ptr<telemetry::Telemetry> quiet_;
  telemetry::Telemetry* telemetry_ = nullptr;
  std::unique_ptr<AccessControl> access_;
  std::unique_ptr<CallGuard> guard_;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  std::vector<std::string> names_;
  std::unique_ptr<ConnectionGate> gate_;
  std::unique_ptr<HealthService> health_;
  threading::Mutex mutex_;
  // Destroyed after the server has shut down, and before it is destroyed.
  std::vector<std::unique_ptr<CallQueue>> queues_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<telemetry::MetricsServer> metrics_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_SERVER_HOST_H_
