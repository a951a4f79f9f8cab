// Where Prometheus fetches the metrics.
#ifndef DATELINE_PLATFORM_TELEMETRY_METRICS_SERVER_H_
#define DATELINE_PLATFORM_TELEMETRY_METRICS_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "platform/telemetry/metrics.h"

namespace prometheus {
class Exposer;
}

namespace dateline::telemetry {

// Serves GET /metrics over HTTP, without encryption and to everybody, until it is destroyed.
class MetricsServer {
 public:
  // `address` is HOST:PORT; port 0: any that is free. UNAVAILABLE: it cannot be listened on. `metrics` must outlive the
  // server.
  static absl::StatusOr<std::unique_ptr<MetricsServer>> Start(const std::string& address, const Metrics& metrics);
  ~MetricsServer();

  // HOST:PORT with the port that was taken.
  const std::string& address() const { return address_; }

 private:
  MetricsServer(std::unique_ptr<prometheus::Exposer> exposer, std::string address);

  const std::unique_ptr<prometheus::Exposer> exposer_;
  const std::string address_;
};

}  // namespace dateline::telemetry

#endif  // DATELINE_PLATFORM_TELEMETRY_METRICS_SERVER_H_
