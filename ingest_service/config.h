// What the ingest service is told at start: every limit, with its default.
#ifndef DATELINE_INGEST_SERVICE_CONFIG_H_
#define DATELINE_INGEST_SERVICE_CONFIG_H_

#include <string>
#include <variant>

#include "absl/time/time.h"
#include "ingest_service/fact_log/committer.h"
#include "ingest_service/fact_log/compactor.h"
#include "ingest_service/rpc/article_validation.h"
#include "ingest_service/rpc/change_stream.h"
#include "ingest_service/rpc/ingest_service.h"
#include "platform/rpc/server_host.h"
#include "platform/store/database.h"

namespace dateline::ingest {

struct Config {
  rpc::ServerOptions server;
  store::Location store;       // of --store: the path of `sqlite:PATH`, or a URL of PostgreSQL, with its password
  std::string data_directory;  // models and lexicons
  // What to do instead of serving. The store may be served meanwhile.
  bool migrate_store = false;    // make or upgrade its tables
  std::string backup_directory;  // copy the store there; empty: no
  bool check_store = false;      // say whether the store, or its copy, is sound
  ingest_rpc::ArticleLimits article;
  ingest_rpc::IngestServiceLimits ingest;
  ingest_rpc::FeedServiceLimits feed;
  fact_log::CommitOptions commit;
  fact_log::Retention retention;
  int worker_threads = 0;       // that read articles; never 0 after ParseConfig
  int feed_threads = 2;         // that read the log
  int max_waiting_calls = 256;  // for a worker
  absl::Duration shutdown_grace = absl::Seconds(10);
};

// The program is to end now: it has said what was asked for (--help), or what is wrong with the flags.
struct Exit {
  int code = 0;
};

// Reads the flags and the file that --config names (the flags' names without dashes, `name = value` a line); flags win.
// Writes help to standard output, and a usage error in one line to standard error (code 2).
std::variant<Config, Exit> ParseConfig(int argc, const char* const* argv);

}  // namespace dateline::ingest

#endif  // DATELINE_INGEST_SERVICE_CONFIG_H_
