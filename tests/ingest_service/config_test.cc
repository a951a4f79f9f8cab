#include "ingest_service/config.h"

#include <fstream>
#include <vector>

#include "gtest/gtest.h"
#include "platform/process/program_directory.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::ingest {
namespace {

std::variant<Config, Exit> Parse(std::vector<const char*> flags) {
  flags.insert(flags.begin(), "dateline-ingest");
  return ParseConfig(static_cast<int>(flags.size()), flags.data());
}

int ExitCode(const std::vector<const char*>& flags) {
  const auto result = Parse(flags);
  return std::holds_alternative<Exit>(result) ? std::get<Exit>(result).code : -1;
}

TEST(ParseConfig, TakesAddressAndStoreAndDefaultsTheRest) {
  const auto result = Parse({"--listen=127.0.0.1:0", "--store=sqlite:/tmp/log"});
  ASSERT_TRUE(std::holds_alternative<Config>(result));
  const Config& config = std::get<Config>(result);
  EXPECT_EQ(config.server.listen_address, "127.0.0.1:0");
  EXPECT_EQ(config.store, "/tmp/log");
  EXPECT_EQ(config.article.max_body_bytes, 1 << 20);
  EXPECT_EQ(config.data_directory, process::SharedDataDirectory());
  EXPECT_GT(config.worker_threads, 0);
}

TEST(ParseConfig, ReadsAFileAndLetsFlagsWin) {
  testing::TemporaryDirectory directory;
  std::ofstream(directory.File("config")) << "listen = \"127.0.0.1:1\"\nstore = \"sqlite:/tmp/log\"\n"
                                          << "max-page-size = 70\nbookmark-interval-ms = 250\n";
  const std::string flag = "--config=" + directory.File("config");
  const auto result = Parse({flag.c_str(), "--max-page-size=80"});
  ASSERT_TRUE(std::holds_alternative<Config>(result));
  const Config& config = std::get<Config>(result);
  EXPECT_EQ(config.server.listen_address, "127.0.0.1:1");
  EXPECT_EQ(config.ingest.max_page_size, 80);
  EXPECT_EQ(config.feed.default_bookmark_interval, absl::Milliseconds(250));
}

TEST(ParseConfig, KeepsTheFeedForEverUnlessToldOtherwise) {
  const Config defaults = std::get<Config>(Parse({"--listen=127.0.0.1:0", "--store=sqlite:/tmp/log"}));
  EXPECT_EQ(defaults.retention.age, absl::ZeroDuration());
  EXPECT_EQ(defaults.retention.bytes, 0);
  EXPECT_EQ(defaults.retention.consumer_lease, absl::Minutes(10));
  const Config config =
      std::get<Config>(Parse({"--listen=127.0.0.1:0", "--store=sqlite:/tmp/log", "--feed-retention-age-s=86400",
                              "--feed-retention-bytes=5000000000", "--consumer-lease-s=30"}));
  EXPECT_EQ(config.retention.age, absl::Hours(24));
  EXPECT_EQ(config.retention.bytes, 5000000000);
  EXPECT_EQ(config.retention.consumer_lease, absl::Seconds(30));
}

TEST(ParseConfig, NeedsNoAddressForMaintenance) {
  EXPECT_TRUE(std::get<Config>(Parse({"--store=sqlite:/tmp/log", "--check"})).check_store);
  EXPECT_EQ(std::get<Config>(Parse({"--store=sqlite:/tmp/log", "--backup=/tmp"})).backup_directory, "/tmp");
}

TEST(ParseConfig, TakesAStoreOfPostgresqlAsItIs) {
  const std::string url = "postgresql://u:p@a:1,b:2/news?target_session_attrs=primary&sslmode=verify-full";
  const std::string flag = "--store=" + url;
  EXPECT_EQ(std::get<Config>(Parse({"--listen=127.0.0.1:0", flag.c_str()})).store, url);
  EXPECT_TRUE(std::get<Config>(Parse({flag.c_str(), "--migrate"})).migrate_store);
  EXPECT_TRUE(std::get<Config>(Parse({flag.c_str(), "--check"})).check_store);
  testing::TemporaryDirectory directory;
  std::ofstream(directory.File("config")) << "listen = \"127.0.0.1:1\"\nstore = \"" << url << "\"\n";
  const std::string file = "--config=" + directory.File("config");
  EXPECT_EQ(std::get<Config>(Parse({file.c_str()})).store, url);
}

TEST(ParseConfig, RefusesOfAStoreWhatIsTheOtherEnginesAndShowsNoPassword) {
  for (const std::vector<const char*>& flags : std::vector<std::vector<const char*>>{
           {"--store=postgresql://u:secret@host/news", "--backup=/tmp"},
           {"--store=postgresql://u:secret@host:nowhere/news?secret=secret", "--check"},
           {"--store=sqlite:/tmp/log", "--migrate"}}) {
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(ExitCode(flags), 2);
    EXPECT_EQ(::testing::internal::GetCapturedStderr().find("secret"), std::string::npos);
  }
}

TEST(ParseConfig, EndsWithTwoOnBadUsage) {
  const char* const listen = "--listen=127.0.0.1:0";
  const char* const store = "--store=sqlite:/tmp/log";
  EXPECT_EQ(ExitCode({}), 2);
  EXPECT_EQ(ExitCode({listen}), 2);
  EXPECT_EQ(ExitCode({listen, "--store=/tmp/log"}), 2);
  EXPECT_EQ(ExitCode({listen, store, "--no-such-flag"}), 2);
  EXPECT_EQ(ExitCode({store}), 2);
  EXPECT_EQ(ExitCode({listen, store, "--consumer-lease-s=0"}), 2);
  EXPECT_EQ(ExitCode({listen, store, "--feed-retention-bytes=-1"}), 2);
  EXPECT_EQ(ExitCode({listen, store, "--worker-threads=0"}), 2);
  EXPECT_EQ(ExitCode({listen, store, "--max-body-bytes=9000000"}), 2);
  EXPECT_EQ(ExitCode({listen, store, "--config=/nowhere/at/all"}), 2);
}

TEST(ParseConfig, RefusesAFileWithAnUnknownName) {
  testing::TemporaryDirectory directory;
  std::ofstream(directory.File("config"))
      << "listen = \"127.0.0.1:1\"\nstore = \"sqlite:/tmp/log\"\nlisten-adress = 1\n";
  const std::string flag = "--config=" + directory.File("config");
  EXPECT_EQ(ExitCode({flag.c_str()}), 2);
}

TEST(ParseConfig, EndsWithZeroAfterHelpAndVersion) {
  EXPECT_EQ(ExitCode({"--help"}), 0);
  EXPECT_EQ(ExitCode({"--version"}), 0);
}

}  // namespace
}  // namespace dateline::ingest
