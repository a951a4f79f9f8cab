#include "query_service/config.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "platform/encoding/crc32.h"
#include "platform/postgres/store_url.h"
#include "platform/rpc/server_flags.h"

namespace dateline::query_service {
namespace {

constexpr char kSqliteUrl[] = "sqlite:";
constexpr size_t kMaxConsumerBytes = 64;
constexpr size_t kMaxHostBytes = 40;

// The checks give what is wrong with a value, or nothing.
std::string CheckAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  const bool valid = colon != std::string::npos && colon > 0 && colon + 1 < address.size();
  return valid ? "" : "must be HOST:PORT, such as 127.0.0.1:7002, not \"" + address + "\"";
}

// Shows nothing of a URL of PostgreSQL, which may hold a password.
std::string CheckStore(const std::string& url) {
  if (postgres::IsStoreUrl(url)) return std::string(postgres::CheckStoreUrl(url).message());
  const bool valid = url.rfind(kSqliteUrl, 0) == 0 && url.size() > sizeof(kSqliteUrl) - 1;
  return valid ? ""
               : "must be sqlite:PATH, such as sqlite:/var/lib/dateline/index.db, or"
                 " postgresql://USER@HOST:PORT/DATABASE, not \"" +
                     url + "\"";
}

// What AcknowledgeChangesRequest.consumer may be.
bool IsConsumerCharacter(char character) {
  return absl::ascii_isalnum(static_cast<unsigned char>(character)) ||
         absl::StrContains("._~-", absl::string_view(&character, 1));
}

std::string CheckConsumer(const std::string& consumer) {
  const bool valid = !consumer.empty() && consumer.size() <= kMaxConsumerBytes &&
                     std::all_of(consumer.begin(), consumer.end(), IsConsumerCharacter);
  return valid ? "" : "must be 1 to 64 characters of [A-Za-z0-9._~-], not \"" + consumer + "\"";
}

// The same after a restart, another for each process that follows.
std::string DefaultConsumer(const std::string& local) {
  std::array<char, 256> host = {};
  gethostname(host.data(), host.size() - 1);
  std::string name = host.data();
  std::erase_if(name, [](char character) { return !IsConsumerCharacter(character); });
  std::error_code ignored;
  const std::string path = std::filesystem::absolute(local, ignored).lexically_normal().string();
  return absl::StrFormat("query-%s-%08x", name.substr(0, kMaxHostBytes), encoding::Crc32(0, path));
}

void AddDuration(CLI::App& app, const std::string& name, absl::Duration& value, const std::string& description) {
  app.add_option_function<int64_t>(
         name, [&value](const int64_t& milliseconds) { value = absl::Milliseconds(milliseconds); },
         description + "; in milliseconds")
      ->check(CLI::PositiveNumber)
      ->default_str(std::to_string(absl::ToInt64Milliseconds(value)));
}

template <typename Number>
void AddNumber(CLI::App& app, const std::string& name, Number& value, const std::string& description) {
  app.add_option(name, value, description)->check(CLI::PositiveNumber)->capture_default_str();
}

void AddServing(CLI::App& app, Config& config) {
  app.add_option("--listen", config.server.listen_address, "Where to serve, HOST:PORT; port 0: any that is free")
      ->check(CheckAddress);
  AddNumber(app, "--queue-threads", config.server.queue_threads,
            "Threads that take calls from the network and give short answers");
  AddNumber(app, "--worker-threads", config.worker_threads, "Threads that read the index");
  AddNumber(app, "--max-waiting-calls", config.max_waiting_calls, "Calls that wait for a thread; more are refused");
  AddNumber(app, "--max-fresh-waiters", config.max_fresh_waiters,
            "Calls that wait for the index to reach their state; more are refused");
  AddNumber(app, "--max-watches", config.max_watches, "Watches under way; more are refused");
  AddNumber(app, "--watch-threads", config.watch_threads, "Threads that read the index for watches");
  AddDuration(app, "--shutdown-grace-ms", config.shutdown_grace, "Time for calls in flight at the end");
}

void AddAnswering(CLI::App& app, Config& config) {
  AddNumber(app, "--max-page-size", config.rpc.limits.max_page_size, "Items of a page");
  AddNumber(app, "--max-page-bytes", config.answers.max_page_bytes, "Bytes of a page; it ends early");
  AddNumber(app, "--max-batch-size", config.rpc.limits.max_batch_size, "Names of a BatchGetFacts");
  AddNumber(app, "--max-filter-values", config.rpc.limits.max_filter_values, "Values of one field of a filter");
  AddNumber(app, "--max-resolve-candidates", config.answers.max_resolve_candidates,
            "Entities looked at to resolve a name");
}

void AddFollowing(CLI::App& app, Config& config, std::string& segments) {
  app.add_option("--ingest", config.feed.target,
                 "The ingest service whose feed to follow, HOST:PORT; of several ipv4:HOST:PORT,HOST:PORT")
      ->check(CheckAddress);
  app.add_option_function<std::string>(
         "--store",
         [&config](const std::string& url) {
           const bool is_postgres = store::IsPostgres(url);
           config.store.tables = is_postgres ? url : url.substr(sizeof(kSqliteUrl) - 1);
           if (!is_postgres) config.store.local = config.store.tables;
         },
         "Where to keep the index: sqlite:PATH, or postgresql://USER@HOST:PORT/DATABASE, which others may share")
      ->required()
      ->check(CheckStore);
  app.add_option("--segments", segments,
                 "PATH of the files that this process makes of an index in PostgreSQL, and of nobody else");
  app.add_option("--consumer", config.feed.consumer,
                 "Name of this follower, for which ingest keeps what it has not read; default: from host and store")
      ->check(CheckConsumer);
  AddNumber(app, "--max-lag-changes", config.max_lag_changes,
            "Changes behind the feed's head before health says NOT_SERVING");
  AddNumber(app, "--feed-batch-size", config.feed.max_batch_size, "Changes applied at once, at most 5000");
  AddDuration(app, "--feed-bookmark-interval-ms", config.feed.bookmark_interval,
              "Between signs of life of an idle feed");
  AddDuration(app, "--feed-keepalive-interval-ms", config.feed.keepalive_interval,
              "Between pings of the feed's server");
  AddDuration(app, "--feed-longest-backoff-ms", config.feed.longest_backoff,
              "Longest wait between attempts to connect");
  AddDuration(app, "--feed-acknowledge-interval-ms", config.feed.acknowledge_interval,
              "Between acknowledgements of what was read");
}

void AddMaintenance(CLI::App& app, Config& config) {
  app.add_option("--backup", config.backup_directory,
                 "Copy an index in SQLite into this folder and end; a service may run meanwhile");
  app.add_flag("--migrate", config.migrate,
               "Make or upgrade the tables of an index in PostgreSQL and end: for the role that owns them");
  app.add_flag("--check", config.check, "Check that the index is sound and end; a service may run meanwhile");
}

// What belongs to one kind of store only.
void RequireForStore(Config& config, const std::string& segments) {
  if (!store::IsPostgres(config.store.tables)) {
    if (!segments.empty())
      throw CLI::ValidationError("--segments", "is for PostgreSQL; SQLite has them beside its file");
    if (config.migrate) {
      throw CLI::ValidationError("--migrate", "is for PostgreSQL; an index in SQLite is upgraded when it is opened");
    }
    return;
  }
  if (!config.backup_directory.empty()) {
    throw CLI::ValidationError("--backup", "is for SQLite; an index in PostgreSQL is copied with its database");
  }
  config.store.local = segments;
  if (segments.empty() && !config.check && !config.migrate) throw CLI::RequiredError("--segments");
}

// Flags that only a service needs.
void RequireForService(Config& config) {
  if (config.check || config.migrate || !config.backup_directory.empty()) return;
  if (config.server.listen_address.empty()) throw CLI::RequiredError("--listen");
  if (config.feed.target.empty()) throw CLI::RequiredError("--ingest");
  config.feed.security.allow_plaintext = config.server.allow_plaintext;
  if (const absl::Status secure = rpc::CheckClientSecurity(config.feed.target, config.feed.security); !secure.ok()) {
    throw CLI::ValidationError("--ingest", std::string(secure.message()));
  }
  if (const absl::Status secure = rpc::CheckSecurity(config.server); !secure.ok()) {
    throw CLI::ValidationError(std::string(secure.message()));
  }
}

}  // namespace

ParsedConfig ParseConfig(int argument_count, const char* const* arguments) {
  ParsedConfig parsed;
  Config config;
  CLI::App app("Answers questions about facts from an index that follows an ingest service's feed.", "dateline-query");
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return std::string("dateline-query: ") + error.what() + "; see --help\n";
  });
  app.set_config("--config", "", "A file of `name = value` lines, names as the flags without --");
  app.set_version_flag("--version", "dateline-query " DATELINE_VERSION);
  AddServing(app, config);
  rpc::AddServerFlags(app, config.server);
  rpc::AddClientFlags(app, "ingest", config.feed.security);
  std::string segments;
  AddFollowing(app, config, segments);
  AddAnswering(app, config);
  AddMaintenance(app, config);
  try {
    app.parse(argument_count, arguments);
    RequireForStore(config, segments);
    RequireForService(config);
    config.rpc.max_call_duration = config.server.guard.limits.max_call_duration;
    if (config.feed.consumer.empty()) config.feed.consumer = DefaultConsumer(config.store.local);
    parsed.config = std::move(config);
  } catch (const CLI::ParseError& error) {
    parsed.exit_code = app.exit(error) == 0 ? 0 : 2;
  }
  return parsed;
}

}  // namespace dateline::query_service
