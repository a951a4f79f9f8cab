#include "platform/telemetry/metrics_server.h"

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "prometheus/exposer.h"

namespace dateline::telemetry {

absl::StatusOr<std::unique_ptr<MetricsServer>> MetricsServer::Start(const std::string& address,
                                                                    const Metrics& metrics) {
  try {
    // A slow reader must not keep others from the metrics.
    auto exposer = std::make_unique<prometheus::Exposer>(
        std::vector<std::string>{"listening_ports", address, "num_threads", "2", "request_timeout_ms", "5000"});
    for (const auto& source : metrics.sources()) exposer->RegisterCollectable(source);
    const std::string host = address.substr(0, address.rfind(':'));
    const int port = exposer->GetListeningPorts().at(0);
    return std::unique_ptr<MetricsServer>(new MetricsServer(std::move(exposer), absl::StrCat(host, ":", port)));
  } catch (const std::exception& error) {
    return absl::UnavailableError(absl::StrCat("cannot serve metrics on ", address, ": ", error.what(),
                                               "; choose another with --metrics-listen"));
  }
}

MetricsServer::MetricsServer(std::unique_ptr<prometheus::Exposer> exposer, std::string address)
    : exposer_(std::move(exposer)), address_(std::move(address)) {}

MetricsServer::~MetricsServer() = default;

}  // namespace dateline::telemetry
