// dateline-ingest: reads articles, keeps what they say, and feeds it to followers.
#include <cstdio>
#include <memory>
#include <variant>

#include "ingest_service/config.h"
#include "ingest_service/ingest_server.h"
#include "ingest_service/maintenance.h"
#include "ingest_service/pipeline/pipeline.h"
#include "platform/process/file_limit.h"
#include "platform/process/termination_signal.h"

namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "dateline-ingest: %s\n", std::string(status.message()).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  dateline::process::BlockTerminationSignals();
  dateline::process::RaiseFileLimit();
  const auto config = dateline::ingest::ParseConfig(argc, argv);
  if (const auto* exit = std::get_if<dateline::ingest::Exit>(&config)) return exit->code;
  const auto& settings = std::get<dateline::ingest::Config>(config);
  if (dateline::ingest::IsMaintenance(settings)) {
    const absl::StatusOr<std::string> report = dateline::ingest::Maintain(settings);
    if (!report.ok()) return Fail(report.status());
    std::printf("%s", report->c_str());
    return 0;
  }
  const auto pipeline = dateline::pipeline::Pipeline::Create(settings.data_directory);
  if (!pipeline.ok()) return Fail(pipeline.status());
  const auto server = dateline::ingest::IngestServer::Start(
      settings, [&pipeline](const dateline::v1::Article& article) { return (*pipeline)->Read(article); });
  if (!server.ok()) return Fail(server.status());
  const std::string metrics = (*server)->metrics_address();
  if (!metrics.empty()) std::printf("metrics on %s\n", metrics.c_str());
  std::printf("listening on %s\n", (*server)->address().c_str());
  std::fflush(stdout);
  dateline::process::WaitForTerminationSignal();
  return 0;
}
