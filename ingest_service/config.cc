#include "ingest_service/config.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <limits>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "platform/postgres/store_url.h"
#include "platform/process/program_directory.h"
#include "platform/rpc/server_flags.h"

namespace dateline::ingest {
namespace {

constexpr int kUsageError = 2;
constexpr int kWorkOfAThread = 2;
// What reading takes at most, for each byte of the article.
constexpr int64_t kMemoryOfABodyByte = 64;
constexpr int kMaxMilliseconds = 24 * 60 * 60 * 1000;
// gRPC counts a message's bytes with an int.
constexpr int64_t kMaxMessageBytes = std::numeric_limits<int>::max();

// A flag for a positive number that is at most `max`.
template <typename Number>
void AddNumber(CLI::App& app, const std::string& name, Number& value, int64_t max, const std::string& description) {
  app.add_option(name, value, description)->check(CLI::Range(int64_t{1}, max))->capture_default_str();
}

// A flag in milliseconds.
void AddMilliseconds(CLI::App& app, const std::string& name, absl::Duration& value, const std::string& description) {
  const auto set = [&value](const int& milliseconds) { value = absl::Milliseconds(milliseconds); };
  app.add_option_function<int>(name, set, description)
      ->check(CLI::Range(0, kMaxMilliseconds))
      ->default_str(std::to_string(absl::ToInt64Milliseconds(value)));
}

// A flag in seconds, from `min` on.
void AddSeconds(CLI::App& app, const std::string& name, absl::Duration& value, int min,
                const std::string& description) {
  const auto set = [&value](const int& seconds) { value = absl::Seconds(seconds); };
  app.add_option_function<int>(name, set, description)
      ->check(CLI::Range(min, std::numeric_limits<int>::max()))
      ->default_str(std::to_string(absl::ToInt64Seconds(value)));
}

void AddServiceFlags(CLI::App& app, Config& config, std::string& store_url) {
  app.set_config("--config", "", "File with flags, one `name = value` a line");
  app.add_option("--listen", config.server.listen_address, "HOST:PORT to serve on; port 0: any free one");
  app.add_option("--store", store_url,
                 "sqlite:PATH of the log, made when it is not there; or postgresql://USER@HOST:PORT/DATABASE, as libpq "
                 "understands it")
      ->required();
  app.add_option("--data-directory", config.data_directory, "Folder of models and lexicons")->capture_default_str();
  AddNumber(app, "--worker-threads", config.worker_threads, 1024, "Threads that read articles");
  AddNumber(app, "--feed-threads", config.feed_threads, 1024, "Threads that read the log, for followers and callers");
  AddNumber(app, "--max-waiting-calls", config.max_waiting_calls, 1000000, "Calls that may wait for a worker");
  AddMilliseconds(app, "--shutdown-grace-ms", config.shutdown_grace, "Time for calls in flight when asked to end");
}

void AddStoreFlags(CLI::App& app, Config& config) {
  app.add_option("--backup", config.backup_directory,
                 "Copy the SQLite store into this folder and end; a service may run meanwhile")
      ->type_name("FOLDER");
  app.add_flag("--migrate", config.migrate_store,
               "Make or upgrade the tables of a PostgreSQL store and end: for the role that owns them");
  app.add_flag("--check", config.check_store, "Say whether the store is sound and end; a service may run meanwhile");
}

void AddArticleFlags(CLI::App& app, Config& config) {
  AddNumber(app, "--max-body-bytes", config.article.max_body_bytes, kMaxMessageBytes, "Of an article's body");
}

void AddIngestFlags(CLI::App& app, Config& config) {
  AddNumber(app, "--default-page-size", config.ingest.default_page_size, 100000,
            "Articles of a page not told otherwise");
  AddNumber(app, "--max-page-size", config.ingest.max_page_size, 100000, "Articles of a page");
  AddNumber(app, "--max-stream-articles-in-flight", config.ingest.max_stream_articles_in_flight, 100000,
            "Articles of one StreamIngest that are not yet answered");
  AddNumber(app, "--max-ingest-streams", config.ingest.max_ingest_streams, 100000, "StreamIngest calls at a time");
  AddNumber(app, "--max-stream-bytes-in-flight", config.ingest.max_stream_bytes_in_flight, int64_t{1} << 40,
            "Bytes of articles of all StreamIngest calls that are not yet answered, one article of each aside");
  AddNumber(app, "--max-group-articles", config.commit.max_group_articles, 100000, "Articles of one commit");
  AddMilliseconds(app, "--group-commit-window-ms", config.commit.group_window,
                  "How long a commit waits for more articles");
  AddNumber(app, "--max-waiting-articles", config.commit.max_waiting_articles, 1000000,
            "Articles that may wait for a commit");
}

void AddFeedFlags(CLI::App& app, Config& config) {
  ingest_rpc::FeedServiceLimits& feed = config.feed;
  AddNumber(app, "--default-batch-changes", feed.default_batch_changes, 100000,
            "Changes of a batch not told otherwise");
  AddNumber(app, "--max-batch-changes", feed.max_batch_changes, 100000, "Changes of a batch");
  AddNumber(app, "--max-batch-bytes", feed.max_batch_bytes, kMaxMessageBytes, "Bytes of a batch, one change aside");
  AddMilliseconds(app, "--bookmark-interval-ms", feed.default_bookmark_interval,
                  "Time between bookmarks of an idle feed, not told otherwise");
  AddSeconds(app, "--feed-retention-age-s", config.retention.age, 0,
             "How long changes are kept for followers; 0: for ever");
  app.add_option("--feed-retention-bytes", config.retention.bytes,
                 "Bytes of changes that are kept for followers; 0: no limit")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  AddSeconds(app, "--consumer-lease-s", config.retention.consumer_lease, 1,
             "How long after its last acknowledgement up to twice as many changes are kept for a consumer");
}

// What is wrong with --store and with what is to be done to it. Empty: nothing.
std::string StoreProblem(const Config& config) {
  if (config.store.empty()) return "--store: give sqlite:PATH or postgresql://USER@HOST:PORT/DATABASE";
  if (!store::IsPostgres(config.store)) {
    return config.migrate_store ? "--migrate is for PostgreSQL; an SQLite store is upgraded when it is opened" : "";
  }
  const absl::Status understood = postgres::CheckStoreUrl(config.store);
  if (!understood.ok()) return absl::StrCat("--store: ", understood.message());
  if (config.migrate_store && config.check_store) return "--migrate and --check: give one of them";
  if (!config.backup_directory.empty()) {
    return "--backup is for SQLite; copy a PostgreSQL store with pg_dump or pg_basebackup";
  }
  return "";
}

// What flags say of each other. Empty: all is well.
std::string Contradiction(const Config& config) {
  const std::string store_problem = StoreProblem(config);
  if (!store_problem.empty()) return store_problem;
  const bool serves = config.backup_directory.empty() && !config.check_store && !config.migrate_store;
  if (serves && config.server.listen_address.empty()) return "--listen is required";
  const absl::Status secure = serves ? rpc::CheckSecurity(config.server) : absl::OkStatus();
  if (!secure.ok()) return std::string(secure.message());
  if (config.article.max_body_bytes >= config.server.max_receive_message_bytes) {
    return "--max-body-bytes must be less than --max-receive-message-bytes";
  }
  if (config.ingest.default_page_size > config.ingest.max_page_size) {
    return "--default-page-size must not be more than --max-page-size";
  }
  if (config.feed.default_batch_changes > config.feed.max_batch_changes) {
    return "--default-batch-changes must not be more than --max-batch-changes";
  }
  return "";
}

Exit UsageError(const std::string& message) {
  std::fprintf(stderr, "dateline-ingest: %s; see --help\n", message.c_str());
  return {kUsageError};
}

}  // namespace

std::variant<Config, Exit> ParseConfig(int argc, const char* const* argv) {
  Config config;
  config.data_directory = process::SharedDataDirectory();
  config.worker_threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  // Enough to keep the workers busy while others wait for the disk, and no more: each makes the others later.
  config.server.guard.limits.max_running_work = kWorkOfAThread * config.worker_threads;
  std::string store_url;
  CLI::App app("Reads news articles, keeps what they say, and feeds it to followers.", "dateline-ingest");
  app.set_version_flag("--version", "dateline-ingest " DATELINE_VERSION);
  AddServiceFlags(app, config, store_url);
  AddStoreFlags(app, config);
  rpc::AddServerFlags(app, config.server);
  AddArticleFlags(app, config);
  AddIngestFlags(app, config);
  AddFeedFlags(app, config);
  app.allow_config_extras(false);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return Exit{app.exit(asked)};
  } catch (const CLI::ParseError& error) {
    return UsageError(error.what());
  }
  config.server.connections.max_growth_bytes +=
      kMemoryOfABodyByte * config.article.max_body_bytes * config.worker_threads;
  absl::string_view path = store_url;
  if (absl::ConsumePrefix(&path, "sqlite:") || store::IsPostgres(store_url)) config.store = std::string(path);
  const std::string contradiction = Contradiction(config);
  if (!contradiction.empty()) return UsageError(contradiction);
  return config;
}

}  // namespace dateline::ingest
