#include "query_service/config.h"

#include <CLI/CLI.hpp>
#include <string>

namespace dateline::query_service {
namespace {

constexpr char kSqliteUrl[] = "sqlite:";

// The checks give what is wrong with a value, or nothing.
std::string CheckAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  const bool valid = colon != std::string::npos && colon > 0 && colon + 1 < address.size();
  return valid ? "" : "must be HOST:PORT, such as 127.0.0.1:7002, not \"" + address + "\"";
}

std::string CheckStore(const std::string& url) {
  const bool valid = url.rfind(kSqliteUrl, 0) == 0 && url.size() > sizeof(kSqliteUrl) - 1;
  return valid ? "" : "must be sqlite:PATH, such as sqlite:/var/lib/dateline/index.db, not \"" + url + "\"";
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
      ->required()
      ->check(CheckAddress);
  AddNumber(app, "--worker-threads", config.worker_threads, "Threads that read the index");
  AddNumber(app, "--max-waiting-calls", config.max_waiting_calls, "Calls that wait for a thread; more are refused");
  AddNumber(app, "--max-fresh-waiters", config.max_fresh_waiters,
            "Calls that wait for the index to reach their state; more are refused");
  AddNumber(app, "--max-receive-message-bytes", config.server.max_receive_message_bytes, "Largest request");
  AddDuration(app, "--max-call-duration-ms", config.rpc.max_call_duration,
              "Longest time for a call, whatever its deadline");
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

void AddFollowing(CLI::App& app, Config& config) {
  app.add_option("--ingest", config.feed.target, "The ingest service whose feed to follow, HOST:PORT")
      ->required()
      ->check(CheckAddress);
  app.add_option_function<std::string>(
         "--store", [&config](const std::string& url) { config.store_path = url.substr(sizeof(kSqliteUrl) - 1); },
         "Where to keep the index: sqlite:PATH")
      ->required()
      ->check(CheckStore);
  AddNumber(app, "--max-lag-changes", config.max_lag_changes,
            "Changes behind the feed's head before health says NOT_SERVING");
  AddNumber(app, "--feed-batch-size", config.feed.max_batch_size, "Changes applied at once, at most 5000");
  AddDuration(app, "--feed-bookmark-interval-ms", config.feed.bookmark_interval,
              "Between signs of life of an idle feed");
  AddDuration(app, "--feed-keepalive-interval-ms", config.feed.keepalive_interval,
              "Between pings of the feed's server");
  AddDuration(app, "--feed-longest-backoff-ms", config.feed.longest_backoff,
              "Longest wait between attempts to connect");
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
  AddFollowing(app, config);
  AddAnswering(app, config);
  try {
    app.parse(argument_count, arguments);
    parsed.config = std::move(config);
  } catch (const CLI::ParseError& error) {
    parsed.exit_code = app.exit(error) == 0 ? 0 : 2;
  }
  return parsed;
}

}  // namespace dateline::query_service
