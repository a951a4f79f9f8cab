// The query service, whole.
#ifndef DATELINE_QUERY_SERVICE_QUERY_SERVER_H_
#define DATELINE_QUERY_SERVICE_QUERY_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "platform/rpc/server_host.h"
#include "platform/telemetry/telemetry.h"
#include "platform/threading/worker_pool.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/freshness_gate.h"
#include "query_service/config.h"
#include "query_service/feed_client/feed_client.h"
#include "query_service/forgetting_sink.h"
#include "query_service/index/index_reader.h"
#include "query_service/index/index_writer.h"
#include "query_service/rpc/feed_health.h"
#include "query_service/rpc/query_service_rpc.h"
#include "query_service/watches/watch_hub.h"

namespace dateline::query_service {

// Wires the stages in the order in which data flows; serves and follows the feed until it is destroyed.
class QueryServer {
 public:
  // Errors say in one line what to do.
  static absl::StatusOr<std::unique_ptr<QueryServer>> Start(const Config& config,
                                                            rpc::FeedHealth::NoticeSink on_notice);
  // Shuts down.
  ~QueryServer();

  // Where it serves, with the port that was taken.
  const std::string& address() const { return host_->address(); }
  // The same of its metrics; empty: they are not served.
  std::string metrics_address() const { return host_->metrics_address(); }

  // Stops following, lets calls in flight end within the grace of the config, then ends them. Idempotent.
  void Shutdown();

 private:
  QueryServer(const Config& config, std::unique_ptr<index::PublishedIndex> published,
              std::unique_ptr<index::IndexWriter> writer, rpc::FeedHealth::NoticeSink on_notice);

  const Config config_;
  telemetry::Telemetry telemetry_;
  const std::unique_ptr<index::PublishedIndex> published_;
  std::unique_ptr<index::IndexWriter> writer_;
  index::IndexReader reader_;
  answers::Answers answers_;
  ForgettingSink sink_;
  answers::FreshnessGate gate_;
  threading::WorkerPool workers_;
  watches::WatchHub watch_hub_;
  threading::WorkerPool watch_workers_;
  rpc::FeedHealth health_;
  rpc::QueryServiceRpc service_;
  std::unique_ptr<rpc::ServerHost> host_;
  std::unique_ptr<feed_client::FeedClient> feed_client_;
};

}  // namespace dateline::query_service

#endif  // DATELINE_QUERY_SERVICE_QUERY_SERVER_H_
