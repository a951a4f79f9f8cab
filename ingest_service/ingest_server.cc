#include "ingest_service/ingest_server.h"

#include <utility>

#include "ingest_service/feed/feed.h"
#include "ingest_service/feed/head_watch.h"
#include "ingest_service/ingest_metrics.h"
#include "ingest_service/reextraction/reextractor.h"
#include "ingest_service/rpc/feed_service.h"
#include "platform/rpc/server_host.h"
#include "platform/telemetry/telemetry.h"
#include "platform/threading/worker_pool.h"

namespace dateline::ingest {

// In the order in which data flows; destroyed the other way round.
struct IngestServer::Parts {
  Parts(const Config& parts_config, ingest_rpc::ArticleReader parts_reader)
      : config(parts_config), reader(std::move(parts_reader)), telemetry(config.server.log_format) {}

  const Config config;
  const ingest_rpc::ArticleReader reader;
  telemetry::Telemetry telemetry;
  feed::HeadWatch watch;
  std::unique_ptr<fact_log::FactLog> log;
  std::unique_ptr<fact_log::CompactorThread> compactor;
  std::unique_ptr<ingest_rpc::ArticleIntake> intake;
  std::unique_ptr<feed::Feed> feed;
  std::unique_ptr<reextraction::Reextractor> reextractor;
  std::unique_ptr<ingest_rpc::IngestService> ingest_service;
  std::unique_ptr<ingest_rpc::FeedService> feed_service;
  std::unique_ptr<threading::WorkerPool> article_workers;
  std::unique_ptr<threading::WorkerPool> feed_workers;
  std::unique_ptr<rpc::ServerHost> host;
};

absl::StatusOr<std::unique_ptr<IngestServer>> IngestServer::Start(const Config& config,
                                                                  ingest_rpc::ArticleReader reader) {
  auto parts = std::make_unique<Parts>(config, std::move(reader));
  auto log =
      fact_log::FactLog::Open(config.store, config.commit,
                              [&watch = parts->watch](const fact_log::FeedHead& head) { watch.Notify(head.offset); });
  if (!log.ok()) return log.status();
  parts->log = *std::move(log);
  parts->compactor = std::make_unique<fact_log::CompactorThread>(*parts->log, config.retention);
  parts->article_workers = std::make_unique<threading::WorkerPool>(config.worker_threads, config.max_waiting_calls);
  parts->feed_workers = std::make_unique<threading::WorkerPool>(config.feed_threads, config.max_waiting_calls);
  parts->intake = std::make_unique<ingest_rpc::ArticleIntake>(MeasureStages(parts->reader, parts->telemetry.metrics),
                                                              *parts->log, config.article);
  parts->feed = std::make_unique<feed::Feed>(*parts->log);
  parts->reextractor = std::make_unique<reextraction::Reextractor>(parts->reader, *parts->log);
  const absl::Duration lease = config.retention.consumer_lease;
  parts->ingest_service = std::make_unique<ingest_rpc::IngestService>(
      *parts->intake, *parts->log, *parts->article_workers, *parts->feed_workers, config.ingest, lease);
  parts->feed_service = std::make_unique<ingest_rpc::FeedService>(*parts->feed, *parts->log, parts->watch,
                                                                  *parts->feed_workers, config.feed, lease);
  const rpc::ServedService served[] = {{v1::IngestService::service_full_name(),
                                        parts->ingest_service.get(),
                                        /*writes=*/
                                        {"IngestArticle", "StreamIngest", "CorrectArticle", "RetractArticle",
                                         "PurgeArticle", "ReextractArticles", "CancelReextraction"},
                                        /*costly=*/{"ExtractFacts"}},
                                       {v1::FeedService::service_full_name(), parts->feed_service.get(),
                                        /*writes=*/{"AcknowledgeChanges"}}};
  auto host = rpc::ServerHost::Start(config.server, served, &parts->telemetry);
  if (!host.ok()) return host.status();
  parts->host = *std::move(host);
  AddIngestMetrics(*parts->log, *parts->article_workers, *parts->feed_workers, parts->telemetry.metrics);
  parts->host->SetServing(true);
  return std::unique_ptr<IngestServer>(new IngestServer(std::move(parts)));
}

IngestServer::IngestServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

IngestServer::~IngestServer() {
  parts_->host->SetServing(false);
  parts_->watch.Drain();
  parts_->ingest_service->Drain();
  parts_->log->EndPurges();
  parts_->host->Shutdown(parts_->config.shutdown_grace);
  // No call is left that could schedule work.
  parts_->article_workers->Shutdown();
  parts_->feed_workers->Shutdown();
}

const std::string& IngestServer::address() const { return parts_->host->address(); }

std::string IngestServer::metrics_address() const { return parts_->host->metrics_address(); }

}  // namespace dateline::ingest
