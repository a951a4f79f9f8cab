#include "platform/rpc/server_flags.h"

#include <cstdint>
#include <limits>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace dateline::rpc {
namespace {

// gRPC counts a message's bytes with an int.
constexpr int64_t kMaxMessageBytes = std::numeric_limits<int>::max();
constexpr int64_t kMaxCalls = 1000000;
constexpr int64_t kMaxPatienceMs = 60000;
constexpr int64_t kDayMs = 24 * 60 * 60 * 1000;

template <typename Number>
void AddNumber(CLI::App& app, const std::string& name, Number& value, int64_t max, const std::string& description) {
  app.add_option(name, value, description)->check(CLI::Range(int64_t{1}, max))->capture_default_str();
}

void AddMilliseconds(CLI::App& app, const std::string& name, absl::Duration& value, int64_t max,
                     const std::string& description) {
  const auto set = [&value](const int64_t& milliseconds) { value = absl::Milliseconds(milliseconds); };
  app.add_option_function<int64_t>(name, set, description)
      ->check(CLI::Range(int64_t{1}, max))
      ->default_str(absl::StrCat(absl::ToInt64Milliseconds(value)));
}

void AddDoorFlags(CLI::App& app, ServerOptions& options) {
  const auto file = [&app](const char* name, std::string& value, const char* description) {
    app.add_option(name, value, description)->type_name("FILE");
  };
  file("--tls-certificate", options.tls.certificate, "Certificate chain in PEM; may change while the service runs");
  file("--tls-key", options.tls.key, "Its key in PEM");
  file("--tls-client-ca", options.tls.ca,
       "Who signs clients' certificates, in PEM; without --token-file each needs one");
  app.add_option("--tls-crl-directory", options.tls.crl_directory, "Lists of revoked certificates, as `openssl rehash`")
      ->type_name("FOLDER");
  file("--token-file", options.access.token_file, "Who holds which bearer token: SHA256 NAME ROLES a line");
  file("--policy-file", options.access.policy_file, "Who may call what, in JSON; see deploy/policy.json");
  app.add_flag("--allow-plaintext", options.allow_plaintext, "Serve or call without TLS beyond this machine");
  app.add_flag("--channelz", options.channelz, "Show gRPC's inner state; on loopback addresses only");
}

void AddMessageFlags(CLI::App& app, ServerOptions& options) {
  AddNumber(app, "--max-receive-message-bytes", options.max_receive_message_bytes, kMaxMessageBytes, "Of one request");
  AddNumber(app, "--max-send-message-bytes", options.max_send_message_bytes, kMaxMessageBytes, "Of one response");
  AddNumber(app, "--max-metadata-bytes", options.max_metadata_bytes, 1 << 20, "Of a call's metadata");
  AddNumber(app, "--max-concurrent-streams", options.max_concurrent_streams, kMaxCalls, "Calls of one connection");
  AddNumber(app, "--max-connections", options.connections.max_connections, kMaxCalls,
            "Connections; fewer where the limit of open files is lower than twice that");
  AddNumber(app, "--max-connections-of-host", options.connections.max_connections_of_host, kMaxCalls,
            "Connections from one address");
}

void AddLoadFlags(CLI::App& app, CallLimits& limits) {
  app.add_flag("--require-deadline", limits.require_deadline, "Refuse calls without a deadline, streams aside");
  AddMilliseconds(app, "--max-call-duration-ms", limits.max_call_duration, kDayMs,
                  "Longest time for a call, whatever its deadline, streams aside");
  app.add_option("--max-calls-per-second", limits.max_calls_per_second, "Of one client; 0: no limit")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  AddNumber(app, "--max-running-reads", limits.max_running_reads, kMaxCalls, "Reads that run at a time");
  AddNumber(app, "--max-running-work", limits.max_running_work, kMaxCalls,
            "Writes, and calls that cost as much, that run at a time");
  AddNumber(app, "--max-running-streams", limits.max_running_streams, kMaxCalls, "Streams that are open at a time");
  AddNumber(app, "--max-queued-calls", limits.max_waiting_calls, kMaxCalls,
            "Reads, or writes, that wait for others to end; more are refused");
  AddMilliseconds(app, "--queue-patience-ms", limits.patience, kMaxPatienceMs,
                  "How long a call waits for others in a burst");
  AddMilliseconds(app, "--queue-patience-overloaded-ms", limits.patience_overloaded, kMaxPatienceMs,
                  "How long once there are more calls than can be served");
}

void AddGaugeFlags(CLI::App& app, ServerOptions& options) {
  static const auto* const kFormats = new std::map<std::string, telemetry::LogFormat>{
      {"text", telemetry::LogFormat::kText}, {"json", telemetry::LogFormat::kJson}};
  app.add_option("--metrics-listen", options.metrics_address,
                 "HOST:PORT to serve Prometheus' metrics on; none without");
  app.add_option_function<std::string>(
         "--log-format", [&options](const std::string& name) { options.log_format = kFormats->at(name); },
         "Of the lines on standard error")
      ->check(CLI::IsMember({"text", "json"}))
      ->default_str("text");
  app.add_flag("--log-every-call", options.guard.log_every_call,
               "Log every call, not only writes, refusals and failures");
}

}  // namespace

void AddServerFlags(CLI::App& app, ServerOptions& options) {
  AddDoorFlags(app, options);
  AddMessageFlags(app, options);
  AddLoadFlags(app, options.guard.limits);
  AddGaugeFlags(app, options);
}

void AddClientFlags(CLI::App& app, const std::string& prefix, ClientSecurity& security) {
  const auto file = [&](const std::string& name, std::string& value, const char* description) {
    const std::string flag = absl::StrCat("--", prefix, prefix.empty() ? "" : "-", name);
    CLI::Option* option = app.get_option_no_throw(flag);
    if (option == nullptr) {
      // The value goes to each that asks for it, not to one variable.
      const auto take = [](const CLI::results_t&) { return true; };
      option = app.add_option(flag, take, description)->type_name("FILE");
    }
    option->each([&value](const std::string& path) { value = path; });
    if (!prefix.empty()) return;
    option->envname(absl::StrCat("DATELINE_", absl::AsciiStrToUpper(absl::StrReplaceAll(name, {{"-", "_"}}))));
  };
  file("ca", security.tls.ca, "Who signs the service's certificate, in PEM; without it calls are in plain text");
  file("certificate", security.tls.certificate, "Certificate chain to show to the service, in PEM");
  file("key", security.tls.key, "Its key in PEM");
  file("token-file", security.token_file, "Holds the bearer token to show to the service");
}

}  // namespace dateline::rpc
