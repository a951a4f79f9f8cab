#include "query_service/query_server.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "query_service/query_metrics.h"

namespace dateline::query_service {

absl::StatusOr<std::unique_ptr<QueryServer>> QueryServer::Start(const Config& config,
                                                                rpc::FeedHealth::NoticeSink on_notice) {
  auto published = std::make_unique<index::PublishedIndex>();
  auto writer = index::IndexWriter::Open(config.store, *published);
  if (!writer.ok()) return writer.status();
  if ((*writer)->was_emptied()) {
    on_notice(absl::StrCat("the index ", store::Shown(config.store.tables),
                           " was made by another version; building it anew"));
  }
  auto server = std::unique_ptr<QueryServer>(
      new QueryServer(config, std::move(published), *std::move(writer), std::move(on_notice)));
  rpc::ServerOptions options = config.server;
  options.health_names = {v1::QueryService::service_full_name()};
  auto host = rpc::ServerHost::Start(options, {}, &server->telemetry_, {&server->service_});
  if (!host.ok()) return host.status();
  server->host_ = *std::move(host);
  AddQueryMetrics(server->health_, server->watch_hub_, server->workers_, server->reader_, server->telemetry_.metrics);
  server->feed_client_ = std::make_unique<feed_client::FeedClient>(config.feed, server->sink_, server->health_);
  return server;
}

QueryServer::QueryServer(const Config& config, std::unique_ptr<index::PublishedIndex> published,
                         std::unique_ptr<index::IndexWriter> writer, rpc::FeedHealth::NoticeSink on_notice)
    : config_(config),
      telemetry_(config_.server.log_format),
      published_(std::move(published)),
      writer_(std::move(writer)),
      reader_(config_.store, *published_),
      answers_(reader_, config_.answers),
      sink_(
          *writer_,
          [this](const std::string& article) {
            answers_.corroboration().Forget(article);
            watch_hub_.ForgetCommits();
          },
          [this] {
            answers_.corroboration().ForgetAll();
            watch_hub_.ForgetCommits();
          }),
      gate_(config_.max_fresh_waiters),
      workers_(config_.worker_threads, config_.max_waiting_calls),
      watch_hub_(reader_, answers_.corroboration(), config_.max_watches, on_notice),
      watch_workers_(config_.watch_threads, static_cast<int>(config_.max_watches)),
      health_(
          config_.max_lag_changes, gate_, watch_hub_, [this](bool serving) { host_->SetServing(serving); },
          std::move(on_notice)),
      service_(config_.rpc, answers_, gate_, health_, workers_, {reader_, watch_hub_, watch_workers_}) {}

QueryServer::~QueryServer() { Shutdown(); }

void QueryServer::Shutdown() {
  // Callers are to look for another replica before their streams end.
  if (host_ != nullptr) host_->SetServing(false);
  feed_client_.reset();
  answers_.end().Set(absl::Now() + config_.shutdown_grace);
  gate_.Shutdown();
  watch_hub_.Shutdown();
  if (host_ != nullptr) host_->Shutdown(config_.shutdown_grace);
}

}  // namespace dateline::query_service
