#include "platform/rpc/server_flags.h"

#include <algorithm>
#include <cstdlib>

#include "gtest/gtest.h"

namespace dateline::rpc {
namespace {

void Parse(CLI::App& app, std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());
  app.parse(std::move(arguments));
}

TEST(AddServerFlags, SetsWhatTheyName) {
  CLI::App app;
  ServerOptions options;
  AddServerFlags(app, options);
  Parse(app,
        {"--tls-certificate=c.pem", "--tls-key=k.pem", "--token-file=t", "--policy-file=p", "--max-connections=7",
         "--max-running-work=3", "--queue-patience-ms=40", "--max-calls-per-second=2.5", "--metrics-listen=127.0.0.1:0",
         "--log-format=json", "--require-deadline", "--max-call-duration-ms=90000"});
  EXPECT_EQ(options.tls.certificate, "c.pem");
  EXPECT_EQ(options.tls.key, "k.pem");
  EXPECT_EQ(options.access.token_file, "t");
  EXPECT_EQ(options.access.policy_file, "p");
  EXPECT_EQ(options.connections.max_connections, 7);
  EXPECT_EQ(options.guard.limits.max_running_work, 3);
  EXPECT_EQ(options.guard.limits.patience, absl::Milliseconds(40));
  EXPECT_EQ(options.guard.limits.max_calls_per_second, 2.5);
  EXPECT_EQ(options.metrics_address, "127.0.0.1:0");
  EXPECT_EQ(options.log_format, telemetry::LogFormat::kJson);
  EXPECT_TRUE(options.guard.limits.require_deadline);
  EXPECT_EQ(options.guard.limits.max_call_duration, absl::Seconds(90));
  EXPECT_FALSE(options.channelz);
}

TEST(AddServerFlags, RefusesWhatIsOutOfRange) {
  for (const char* flag : {"--max-connections=0", "--max-calls-per-second=-1", "--queue-patience-ms=0",
                           "--log-format=xml", "--max-running-work=many"}) {
    CLI::App app;
    ServerOptions options;
    AddServerFlags(app, options);
    EXPECT_THROW(Parse(app, {flag}), CLI::ParseError) << flag;
  }
}

TEST(AddClientFlags, HaveAPrefix) {
  CLI::App app;
  ClientSecurity security;
  AddClientFlags(app, "ingest", security);
  Parse(app, {"--ingest-ca=a", "--ingest-certificate=c", "--ingest-key=k", "--ingest-token-file=t"});
  EXPECT_EQ(security.tls.ca, "a");
  EXPECT_EQ(security.tls.certificate, "c");
  EXPECT_EQ(security.tls.key, "k");
  EXPECT_EQ(security.token_file, "t");
}

TEST(AddClientFlags, GoToEverybodyWhoAsks) {
  CLI::App app;
  ClientSecurity one;
  ClientSecurity other;
  AddClientFlags(app, "", one);
  AddClientFlags(app, "", other);
  setenv("DATELINE_TOKEN_FILE", "from-the-environment", 1);
  Parse(app, {"--ca=a"});
  unsetenv("DATELINE_TOKEN_FILE");
  EXPECT_EQ(one.tls.ca, "a");
  EXPECT_EQ(other.tls.ca, "a");
  EXPECT_EQ(one.token_file, "from-the-environment");
  EXPECT_EQ(other.token_file, "from-the-environment");
}

}  // namespace
}  // namespace dateline::rpc
