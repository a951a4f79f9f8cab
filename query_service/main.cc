#include <iostream>

#include "platform/process/file_limit.h"
#include "platform/process/termination_signal.h"
#include "platform/telemetry/log.h"
#include "query_service/config.h"
#include "query_service/maintenance.h"
#include "query_service/query_server.h"

int main(int argument_count, char** arguments) {
  using dateline::query_service::QueryServer;
  dateline::process::BlockTerminationSignals();
  dateline::process::RaiseFileLimit();
  const auto parsed = dateline::query_service::ParseConfig(argument_count, arguments);
  if (!parsed.config.has_value()) return parsed.exit_code;
  const auto print_notice = [](absl::string_view notice) { std::cerr << "dateline-query: " << notice << std::endl; };
  if (dateline::query_service::IsMaintenance(*parsed.config)) {
    const absl::StatusOr<std::string> report = dateline::query_service::Maintain(*parsed.config);
    if (!report.ok()) print_notice(report.status().message());
    std::cout << (report.ok() ? *report : "");
    return report.ok() ? 0 : 1;
  }
  const dateline::telemetry::Log log(parsed.config->server.log_format);
  const auto server = QueryServer::Start(*parsed.config, [&log](absl::string_view notice) {
    log.Write(dateline::telemetry::Severity::kWarning, "notice", {{"message", std::string(notice)}});
  });
  if (!server.ok()) {
    print_notice(server.status().message());
    return 1;
  }
  const std::string metrics = (*server)->metrics_address();
  if (!metrics.empty()) std::cout << "metrics on " << metrics << std::endl;
  std::cout << "listening on " << (*server)->address() << std::endl;
  dateline::process::WaitForTerminationSignal();
  (*server)->Shutdown();
  return 0;
}
