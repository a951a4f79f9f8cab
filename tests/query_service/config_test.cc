#include "query_service/config.h"

#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::query_service {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ConfigTest : public ::testing::Test {
 protected:
  // Parses the flags; what is written to standard output and error is in `said_`.
  ParsedConfig Parse(std::vector<std::string> flags) {
    flags.insert(flags.begin(), "dateline-query");
    std::vector<const char*> arguments;
    for (const std::string& flag : flags) arguments.push_back(flag.c_str());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    ParsedConfig parsed = ParseConfig(static_cast<int>(arguments.size()), arguments.data());
    said_ = ::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr();
    return parsed;
  }
  const std::vector<std::string> required_ = {"--listen=127.0.0.1:0", "--ingest=127.0.0.1:7001",
                                              "--store=sqlite:/x/y.db"};
  std::string said_;
};

TEST_F(ConfigTest, ReadsTheRequiredFlags) {
  const ParsedConfig parsed = Parse(required_);
  ASSERT_TRUE(parsed.config.has_value());
  EXPECT_EQ(parsed.config->server.listen_address, "127.0.0.1:0");
  EXPECT_EQ(parsed.config->feed.target, "127.0.0.1:7001");
  EXPECT_EQ(parsed.config->store.tables, "/x/y.db");
}

TEST_F(ConfigTest, ReadsLimitsAndDurations) {
  std::vector<std::string> flags = required_;
  for (const char* flag :
       {"--max-page-size=10", "--max-lag-changes=7", "--shutdown-grace-ms=1500", "--max-call-duration-ms=2500"})
    flags.emplace_back(flag);
  const ParsedConfig parsed = Parse(flags);
  ASSERT_TRUE(parsed.config.has_value());
  EXPECT_EQ(parsed.config->rpc.limits.max_page_size, 10);
  EXPECT_EQ(parsed.config->max_lag_changes, 7);
  EXPECT_EQ(parsed.config->shutdown_grace, absl::Milliseconds(1500));
  EXPECT_EQ(parsed.config->rpc.max_call_duration, absl::Milliseconds(2500));
}

TEST_F(ConfigTest, ReadsAFileAndLetsFlagsWin) {
  const testing::TemporaryDirectory directory;
  std::ofstream(directory.File("query.conf")) << "listen = \"127.0.0.1:1\"\n"
                                              << "ingest = \"127.0.0.1:7001\"\n"
                                              << "store = \"sqlite:/x/y.db\"\n"
                                              << "max-page-size = 20\n";
  const ParsedConfig parsed = Parse({"--config=" + directory.File("query.conf"), "--listen=127.0.0.1:2"});
  ASSERT_TRUE(parsed.config.has_value()) << said_;
  EXPECT_EQ(parsed.config->server.listen_address, "127.0.0.1:2");
  EXPECT_EQ(parsed.config->rpc.limits.max_page_size, 20);
}

TEST_F(ConfigTest, SaysWhatIsWrongInOneLine) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"--listen=7002", "--listen: must be HOST:PORT"},
      {"--store=/x/y.db", "--store: must be sqlite:PATH"},
      {"--max-page-size=0", "--max-page-size"},
      {"--max-page-size=many", "--max-page-size"},
      {"--shutdown-grace-ms=-1", "--shutdown-grace-ms"},
      {"--pages=3", "--pages=3"},
      {"--consumer=a b", "--consumer: must be 1 to 64 characters"},
      {"--config=/nowhere/query.conf", "/nowhere/query.conf"},
  };
  for (const auto& [flag, message] : cases) {
    std::vector<std::string> flags = {flag};
    for (const std::string& other : required_) {
      if (other.substr(0, 6) != flag.substr(0, 6)) flags.push_back(other);
    }
    const ParsedConfig parsed = Parse(flags);
    EXPECT_FALSE(parsed.config.has_value()) << flag;
    EXPECT_EQ(parsed.exit_code, 2) << flag;
    EXPECT_THAT(said_, HasSubstr(message)) << flag;
    EXPECT_EQ(said_.find('\n'), said_.size() - 1) << said_;
  }
}

TEST_F(ConfigTest, NamesTheFlagThatIsMissing) {
  const ParsedConfig parsed = Parse({"--listen=127.0.0.1:0", "--store=sqlite:/x/y.db"});
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_THAT(said_, HasSubstr("--ingest is required"));
}

TEST_F(ConfigTest, NeedsOnlyAStoreForBackupAndCheck) {
  const ParsedConfig backup = Parse({"--store=sqlite:/x/y.db", "--backup=/copies"});
  ASSERT_TRUE(backup.config.has_value()) << said_;
  EXPECT_EQ(backup.config->backup_directory, "/copies");
  const ParsedConfig check = Parse({"--store=sqlite:/x/y.db", "--check"});
  ASSERT_TRUE(check.config.has_value()) << said_;
  EXPECT_TRUE(check.config->check);
}

TEST_F(ConfigTest, TakesAnIndexInPostgres) {
  const std::string url = "--store=postgresql://user@host/index";
  const ParsedConfig shared = Parse({"--listen=127.0.0.1:0", "--ingest=127.0.0.1:1", url, "--segments=/x/segments"});
  ASSERT_TRUE(shared.config.has_value()) << said_;
  EXPECT_EQ(shared.config->store.tables, "postgresql://user@host/index");
  EXPECT_EQ(shared.config->store.local, "/x/segments");
  EXPECT_TRUE(Parse({url, "--migrate"}).config->migrate);
  EXPECT_TRUE(Parse({url, "--check"}).config.has_value());
}

TEST_F(ConfigTest, SaysWhatIsOfTheOtherKindOfStore) {
  const std::string sqlite = "--store=sqlite:/x/y.db", url = "--store=postgresql://user@host/index";
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{sqlite, "--segments=/x/segments"}, "--segments: is for PostgreSQL"},
      {{sqlite, "--migrate"}, "--migrate: is for PostgreSQL"},
      {{url, "--backup=/copies"}, "--backup: is for SQLite"},
      {{url}, "--segments is required"},
      {{"--store=postgresql://user:secret@host/index?nope=1"}, "--store: not a URL that PostgreSQL understands"},
  };
  for (const auto& [flags, message] : cases) {
    EXPECT_EQ(Parse(flags).exit_code, 2);
    EXPECT_THAT(said_, AllOf(HasSubstr(message), Not(HasSubstr("secret"))));
  }
}

// Of an index that several share it follows from the files of each.
TEST_F(ConfigTest, NamesTheConsumerAfterItsSegments) {
  const auto consumer_of = [this](const std::string& segments) {
    return Parse({"--store=postgresql://user@host/index", "--check", "--segments=" + segments}).config->feed.consumer;
  };
  EXPECT_NE(consumer_of("/x/a"), consumer_of("/x/b"));
}

TEST_F(ConfigTest, NamesTheConsumerAfterHostAndStore) {
  const auto consumer_of = [this](const std::string& store) {
    return Parse({"--store=sqlite:" + store, "--check"}).config->feed.consumer;
  };
  EXPECT_THAT(consumer_of("/x/y.db"), ::testing::MatchesRegex("query-[A-Za-z0-9._~-]*-[0-9a-f]+"));
  EXPECT_LE(consumer_of("/x/y.db").size(), 64u);
  EXPECT_EQ(consumer_of("/x/y.db"), consumer_of("/x/z/../y.db"));
  EXPECT_NE(consumer_of("/x/y.db"), consumer_of("/x/z.db"));
  EXPECT_EQ(Parse({"--store=sqlite:/x/y.db", "--check", "--consumer=replica-1"}).config->feed.consumer, "replica-1");
}

TEST_F(ConfigTest, HelpEndsWellAndNamesEveryDefault) {
  const ParsedConfig parsed = Parse({"--help"});
  EXPECT_FALSE(parsed.config.has_value());
  EXPECT_EQ(parsed.exit_code, 0);
  EXPECT_THAT(said_, HasSubstr("--max-page-size"));
  EXPECT_THAT(said_, HasSubstr("1000"));
}

TEST_F(ConfigTest, VersionEndsWell) {
  EXPECT_EQ(Parse({"--version"}).exit_code, 0);
  EXPECT_THAT(said_, HasSubstr("dateline-query "));
}

}  // namespace
}  // namespace dateline::query_service
