#include "tests/testing/postgres_cluster.h"

#include <signal.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/postgres_fixture.h"
#include "tests/testing/postgres_session.h"

namespace dateline::testing {
namespace {

using ::testing::HasSubstr;

class PostgresClusterTest : public PostgresFixture<PostgresClusterTest> {};

std::string DataFolderOf(const PostgresCluster& cluster) {
  return PostgresSession(cluster.Url("postgres")).Value("SHOW data_directory");
}

void MakeTable(const std::string& url) {
  EXPECT_TRUE(PostgresSession(url).Execute("CREATE TABLE numbers (number int)").is_done);
}

SqlAnswer Add(const std::string& url, int number) {
  return PostgresSession(url).ExecuteWith("INSERT INTO numbers VALUES ($1)", {std::to_string(number)});
}

std::string Numbers(const std::string& url) {
  return PostgresSession(url).Value("SELECT string_agg(number::text, ' ' ORDER BY number) FROM numbers");
}

// Whether all of a process's threads are gone, be it that nobody has asked how it ended.
bool HasGone(pid_t id) {
  std::ifstream file("/proc/" + std::to_string(id) + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  return text.empty() || text.find(") Z ") != std::string::npos;
}

TEST_F(PostgresClusterTest, CommitsDurably) {
  const PostgresSession session(Url());
  EXPECT_THAT(session.Value("SHOW server_version"), ::testing::StartsWith("15."));
  EXPECT_EQ(session.Value("SHOW fsync"), "on");
  EXPECT_EQ(session.Value("SHOW synchronous_commit"), "on");
}

TEST_F(PostgresClusterTest, ListensOnLoopbackOnly) {
  const PostgresSession session(Url());
  EXPECT_EQ(session.Value("SHOW listen_addresses"), "127.0.0.1");
  EXPECT_EQ(session.Value("SHOW unix_socket_directories"), "");
  EXPECT_EQ(session.Value("SHOW port"), std::to_string(cluster().port()));
}

TEST_F(PostgresClusterTest, GivesEachTestADatabaseOfItsOwn) {
  MakeTable(Url());
  const std::string other = cluster().Url(cluster().MakeDatabase());
  EXPECT_EQ(PostgresSession(other).Value("SELECT count(*) FROM pg_tables WHERE tablename = 'numbers'"), "0");
}

TEST_F(PostgresClusterTest, TwoStandBesideEachOther) {
  const PostgresCluster second;
  EXPECT_NE(second.port(), cluster().port());
  EXPECT_NE(DataFolderOf(second), DataFolderOf(cluster()));
}

TEST_F(PostgresClusterTest, LosesSessionsAndNoCommitWhenItIsKilled) {
  MakeTable(Url());
  const PostgresSession session(Url());
  Add(Url(), 1);
  session.Execute("BEGIN; INSERT INTO numbers VALUES (2)");
  const std::string backend = session.Value("SELECT pg_backend_pid()");
  cluster().Kill();
  EXPECT_TRUE(HasGone(std::stoi(backend)));
  EXPECT_FALSE(PostgresSession(Url()).is_open());
  EXPECT_FALSE(session.Execute("COMMIT").is_done);
  cluster().Restart();
  EXPECT_THAT(cluster().Log(), HasSubstr("was interrupted"));
  EXPECT_EQ(Numbers(Url()), "1");
}

TEST_F(PostgresClusterTest, IsKilledByRestart) {
  const PostgresSession session(Url());
  cluster().Restart();
  EXPECT_FALSE(session.Execute("SELECT 1").is_done);
  EXPECT_TRUE(PostgresSession(Url()).Execute("SELECT 1").is_done);
}

TEST_F(PostgresClusterTest, RecoversByItselfWhenItsBackendsAreKilled) {
  MakeTable(Url());
  Add(Url(), 1);
  const PostgresSession session(Url());
  session.Execute("BEGIN; INSERT INTO numbers VALUES (2)");
  const std::string started = session.Value("SELECT pg_postmaster_start_time()");
  cluster().KillBackends();
  EXPECT_FALSE(session.Execute("COMMIT").is_done);
  EXPECT_EQ(PostgresSession(Url()).Value("SELECT pg_postmaster_start_time()"), started);
  EXPECT_THAT(cluster().Log(), HasSubstr("was terminated by signal 9"));
  EXPECT_EQ(Numbers(Url()), "1");
}

TEST_F(PostgresClusterTest, StandbyHasWhatWasAnsweredAndIsReadOnly) {
  MakeTable(Url());
  const auto standby = cluster().MakeStandby();
  Add(Url(), 1);
  EXPECT_EQ(Add(standby->Url(database()), 2).sqlstate, "25006");
  cluster().Kill();
  standby->Promote();
  EXPECT_EQ(Numbers(standby->Url(database())), "1");
  EXPECT_TRUE(Add(standby->Url(database()), 2).is_done);
  EXPECT_EQ(Numbers(standby->Url(database())), "1 2");
  cluster().Restart();
  cluster().ReleaseStandbys();
}

TEST_F(PostgresClusterTest, CommitsWaitForTheStandby) {
  MakeTable(Url());
  const auto standby = cluster().MakeStandby();
  standby->Kill();
  const PostgresSession waiting(Url());
  PQsendQuery(waiting.get(), "INSERT INTO numbers VALUES (1)");
  const PostgresSession other(Url());
  const auto is_waiting = [&] {
    return other.Value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "1";
  };
  while (!is_waiting() && PQconsumeInput(waiting.get()) == 1 && PQisBusy(waiting.get()) == 1) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_TRUE(is_waiting());
  standby->Restart();
  EXPECT_TRUE(PostgresSession::Taken(PQgetResult(waiting.get())).is_done);
  cluster().ReleaseStandbys();
}

TEST_F(PostgresClusterTest, ReleasedCommitsWaitForNobody) {
  MakeTable(Url());
  cluster().MakeStandby()->Kill();
  cluster().ReleaseStandbys();
  EXPECT_TRUE(Add(Url(), 1).is_done);
}

TEST_F(PostgresClusterTest, WritersOfSeveralServersReachTheOneThatTakesWrites) {
  MakeTable(Url());
  const auto standby = cluster().MakeStandby();
  const std::string both = PostgresCluster::Url({standby.get(), &cluster()}, database());
  EXPECT_EQ(PostgresSession(both).Value("SHOW port"), std::to_string(cluster().port()));
  cluster().Kill();
  standby->Promote();
  EXPECT_EQ(PostgresSession(both).Value("SHOW port"), std::to_string(standby->port()));
  cluster().Restart();
  cluster().ReleaseStandbys();
}

// What PostgreSQL calls "key number" in its postmaster.pid.
int SegmentOf(const std::string& data_folder) {
  std::ifstream file(data_folder + "/postmaster.pid");
  std::string line;
  for (int number = 0; number < 7; ++number) std::getline(file, line);
  return std::stoi(line.substr(line.find_last_of(' ') + 1));
}

TEST_F(PostgresClusterTest, LeavesNothingBehind) {
  auto mine = std::make_unique<PostgresCluster>();
  const std::string folder = DataFolderOf(*mine);
  const int segment = SegmentOf(folder);
  const pid_t backend = std::stoi(PostgresSession(mine->Url("postgres"))
                                      .Value("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"));
  shmid_ds state{};
  EXPECT_EQ(shmctl(segment, IPC_STAT, &state), 0);
  mine.reset();
  EXPECT_FALSE(std::filesystem::exists(folder));
  EXPECT_TRUE(HasGone(backend));
  EXPECT_NE(shmctl(segment, IPC_STAT, &state), 0);
}

// A process that starts a cluster with its files in `folder`, says its URL in `path` and does nothing more.
pid_t StartTest(const std::string& folder, const std::string& path) {
  const pid_t test = fork();
  if (test != 0) return test;
  setenv("TEST_TMPDIR", (folder + "/").c_str(), 1);
  const PostgresCluster cluster;
  std::ofstream(path + ".new") << cluster.Url("postgres");
  std::filesystem::rename(path + ".new", path);
  while (true) pause();
}

TEST_F(PostgresClusterTest, EndsWithATestThatIsKilled) {
  const TemporaryDirectory directory;
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0711));
  const std::string path = directory.File("url");
  const pid_t test = StartTest(directory.path(), path);
  while (!std::filesystem::exists(path) && waitpid(test, nullptr, WNOHANG) == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  std::string url;
  std::ifstream(path) >> url;
  const PostgresSession session(url);
  const std::string data_folder = session.Value("SHOW data_directory");
  ASSERT_THAT(data_folder, ::testing::StartsWith(directory.path()));
  pid_t server = 0;
  std::ifstream(data_folder + "/postmaster.pid") >> server;
  const int segment = SegmentOf(data_folder);
  kill(test, SIGKILL);
  waitpid(test, nullptr, 0);
  EXPECT_FALSE(session.Execute("SELECT pg_sleep(60)").is_done);
  while (!HasGone(server)) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  shmid_ds state{};
  EXPECT_NE(shmctl(segment, IPC_STAT, &state), 0);
}

}  // namespace
}  // namespace dateline::testing
