// What an operator can set.
#ifndef DATELINE_QUERY_SERVICE_CONFIG_H_
#define DATELINE_QUERY_SERVICE_CONFIG_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "platform/rpc/server_host.h"
#include "query_service/answers/answers.h"
#include "query_service/feed_client/feed_client.h"
#include "query_service/index/index_place.h"
#include "query_service/rpc/query_service_rpc.h"

namespace dateline::query_service {

struct Config {
  Config() { server.guard.limits.max_running_streams = 11'000; }  // watches, and a thousand others

  // Not empty: copy the index into this folder and end, instead of serving.
  std::string backup_directory;
  // Check the index and end, instead of serving.
  bool check = false;
  // Make or upgrade the tables of an index in PostgreSQL and end, instead of serving.
  bool migrate = false;
  index::IndexPlace store;
  // Threads that read the index.
  int worker_threads = 4;
  // Calls that wait for such a thread; more are refused.
  int max_waiting_calls = 10000;
  // Calls that wait for the index to reach their state; more are refused.
  size_t max_fresh_waiters = 10000;
  // WatchFacts under way; more are refused.
  size_t max_watches = 10000;
  // Threads that read the index for watches.
  int watch_threads = 1;
  // Further behind the feed's head than this the service says that it does not serve.
  int64_t max_lag_changes = 5000;
  // For calls in flight when the service is told to end.
  absl::Duration shutdown_grace = absl::Seconds(5);
  rpc::ServerOptions server;
  rpc::QueryRpcOptions rpc;
  answers::AnswerLimits answers;
  feed_client::FeedClientOptions feed;
};

// A config, or the end of the program.
struct ParsedConfig {
  std::optional<Config> config;
  // When there is no config: 0 after --help or --version, 2 after bad usage. What is to be said has been said.
  int exit_code = 0;
};

// Flags, and with --config a file of `name = value` lines (flags win). A consumer that is not named gets a name that
// follows from the host's name and where it keeps its index or its segments.
ParsedConfig ParseConfig(int argument_count, const char* const* arguments);

}  // namespace dateline::query_service

#endif  // DATELINE_QUERY_SERVICE_CONFIG_H_
