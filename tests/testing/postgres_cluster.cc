#include "tests/testing/postgres_cluster.h"

#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/shm.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/testing/postgres_session.h"

namespace dateline::testing {
namespace {

constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin/";
constexpr char kOwner[] = "postgres";
constexpr char kMaintenanceDatabase[] = "postgres";
constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kPollInterval = std::chrono::milliseconds(10);

// syncfs: a recovery need not sync each file that initdb left to the system, one after the other.
constexpr char kConfiguration[] = R"(
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = on
synchronous_commit = on
shared_buffers = 16MB
max_connections = 100
wal_keep_size = 256MB
wal_retrieve_retry_interval = 100ms
recovery_init_sync_method = syncfs
jit = off
)";

bool IsRoot() { return geteuid() == 0; }

// PostgreSQL refuses to be root's. If the test ends without a word, so does the program, and takes its shared memory
// along.
std::vector<std::string> AsOwner(const std::string& program, const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {"/usr/bin/env", "--chdir=/", "LC_ALL=C", "setpriv", "--pdeathsig=QUIT"};
  if (IsRoot()) {
    command.insert(command.end(),
                   {absl::StrCat("--reuid=", kOwner), absl::StrCat("--regid=", kOwner), "--init-groups"});
  }
  command.push_back(kPrograms + program);
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

void RunAsOwner(const std::string& program, const std::vector<std::string>& arguments) {
  const FinishedProgram run = RunProgram(AsOwner(program, arguments));
  EXPECT_EQ(run.exit_code, 0) << program << ": " << run.out << run.err;
}

// As Linux tells it in /proc/ID/stat; a process that has ended has neither.
struct ProcessState {
  char letter = 'X';
  pid_t parent = 0;
};

ProcessState StateOf(pid_t id) {
  std::ifstream file(absl::StrCat("/proc/", id, "/stat"));
  std::string text;
  std::getline(file, text);
  ProcessState state;
  std::istringstream(text.substr(std::min(text.size(), text.rfind(')') + 1))) >> state.letter >> state.parent;
  return state;
}

bool HasEnded(pid_t id) {
  const char letter = StateOf(id).letter;
  return letter == 'X' || letter == 'Z';
}

std::vector<pid_t> ChildrenOf(pid_t parent) {
  std::vector<pid_t> children;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    pid_t id = 0;
    const bool is_process = absl::SimpleAtoi(entry.path().filename().string(), &id);
    if (is_process && StateOf(id).parent == parent) children.push_back(id);
  }
  return children;
}

}  // namespace

bool PostgresCluster::IsInstalled() {
  const std::string server = absl::StrCat(kPrograms, "postgres");
  return access(server.c_str(), X_OK) == 0 && (!IsRoot() || getpwnam(kOwner) != nullptr);
}

PostgresCluster::PostgresCluster() {
  MakeFolder();
  Initialize();
  Start();
}

PostgresCluster::PostgresCluster(const std::string& primary_url) {
  MakeFolder();
  RunAsOwner("pg_basebackup", {"--pgdata=" + DataFolder(), "--dbname=" + primary_url, "--checkpoint=fast",
                               "--wal-method=stream", "--write-recovery-conf", "--no-sync"});
  // Not those of the server that was copied.
  std::ofstream(DataFolder() + "/postgresql.auto.conf", std::ios::app) << "synchronous_standby_names = ''\n";
  Start();
}

PostgresCluster::~PostgresCluster() {
  Kill();
  RemoveSharedMemory();
}

void PostgresCluster::MakeFolder() {
  const std::string folder = directory_.File("postgres");
  std::filesystem::create_directory(folder);
  if (!IsRoot()) return;
  const passwd* const owner = getpwnam(kOwner);
  ASSERT_NE(owner, nullptr);
  EXPECT_EQ(chown(folder.c_str(), owner->pw_uid, owner->pw_gid), 0);
  using std::filesystem::perms;
  std::filesystem::permissions(directory_.path(), perms::owner_all | perms::group_exec | perms::others_exec);
}

void PostgresCluster::Initialize() {
  RunAsOwner("initdb", {"--pgdata=" + DataFolder(), absl::StrCat("--username=", kOwner), "--auth=trust", "--no-locale",
                        "--encoding=UTF8", "--no-sync"});
  std::ofstream(DataFolder() + "/postgresql.conf", std::ios::app) << kConfiguration;
}

void PostgresCluster::Start() {
  const std::string output = directory_.File(absl::StrCat("server", ++starts_));
  server_ = std::make_unique<ChildProcess>(
      AsOwner("postgres", {"-D", DataFolder(), "-c", absl::StrCat("port=", port())}), Environment{}, output);
  WaitUntil("the server answers",
            [&] { return !server_->IsRunning() || PQping(Url(kMaintenanceDatabase).c_str()) == PQPING_OK; });
  EXPECT_TRUE(server_->IsRunning()) << Log();
}

void PostgresCluster::RequireTls(const std::string& certificate_path, const std::string& key_path) {
  const std::string key = DataFolder() + "/server.key";
  std::filesystem::copy_file(certificate_path, DataFolder() + "/server.crt");
  std::filesystem::copy_file(key_path, key);
  std::filesystem::permissions(key, std::filesystem::perms::owner_read);
  if (const passwd* const owner = IsRoot() ? getpwnam(kOwner) : nullptr; owner != nullptr) {
    EXPECT_EQ(chown(key.c_str(), owner->pw_uid, owner->pw_gid), 0);
  }
  std::ofstream(DataFolder() + "/postgresql.conf", std::ios::app) << "ssl = on\n";
  std::ofstream(DataFolder() + "/pg_hba.conf") << "hostssl all all 127.0.0.1/32 trust\n";
  Restart();
}

std::string PostgresCluster::MakeDatabase() {
  const std::string name = absl::StrCat("test_", ++databases_);
  Administer("CREATE DATABASE " + name);
  return name;
}

void PostgresCluster::DropDatabase(const std::string& name) { Administer("DROP DATABASE " + name + " WITH (FORCE)"); }

std::string PostgresCluster::Url(const std::string& database) const {
  return absl::StrCat("postgresql://", kOwner, "@127.0.0.1:", port(), "/", database);
}

std::string PostgresCluster::Url(const std::vector<const PostgresCluster*>& clusters, const std::string& database) {
  const std::string hosts = absl::StrJoin(clusters, ",", [](std::string* host, const PostgresCluster* cluster) {
    absl::StrAppend(host, "127.0.0.1:", cluster->port());
  });
  return absl::StrCat("postgresql://", kOwner, "@", hosts, "/", database, "?target_session_attrs=read-write");
}

void PostgresCluster::Kill() {
  if (server_ == nullptr || !server_->IsRunning()) return;
  // A server that stands still starts no process that would be overlooked.
  server_->Freeze();
  WaitUntil("the server stands still", [&] { return StateOf(server_->id()).letter == 'T' || HasEnded(server_->id()); });
  const std::vector<pid_t> children = ChildrenOf(server_->id());
  server_->Kill();
  for (const pid_t child : children) kill(child, SIGKILL);
  WaitUntil("its processes end", [&] { return absl::c_all_of(children, HasEnded); });
}

void PostgresCluster::Restart() {
  Kill();
  Start();
}

void PostgresCluster::KillBackends() {
  // A process of the server itself, which it replaces when it recovers.
  constexpr char kCheckpointer[] = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'";
  const PostgresSession session(Url(kMaintenanceDatabase));
  const std::string before = session.Value(kCheckpointer);
  const SqlAnswer backends = session.Execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'");
  ASSERT_FALSE(backends.rows.empty()) << session.error();
  for (const std::vector<std::string>& backend : backends.rows) {
    pid_t id = 0;
    if (absl::SimpleAtoi(backend[0], &id)) kill(id, SIGKILL);
  }
  WaitUntil("the server recovers", [&] {
    const std::string now = PostgresSession(Url(kMaintenanceDatabase)).Value(kCheckpointer);
    return !now.empty() && now != before;
  });
}

std::unique_ptr<PostgresCluster> PostgresCluster::MakeStandby() {
  const auto name_of = [](int number) { return absl::StrCat("standby_", number); };
  const std::string url = Url(kMaintenanceDatabase) + "?application_name=" + name_of(++standbys_);
  std::unique_ptr<PostgresCluster> standby(new PostgresCluster(url));
  std::vector<std::string> names;
  for (int number = 1; number <= standbys_; ++number) names.push_back(name_of(number));
  Administer(absl::StrCat("ALTER SYSTEM SET synchronous_standby_names = 'FIRST ", standbys_, " (",
                          absl::StrJoin(names, ", "), ")'"));
  Administer("SELECT pg_reload_conf()");
  WaitUntil("commits wait for the standbys", [&] {
    return Administer("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == absl::StrCat(standbys_);
  });
  return standby;
}

void PostgresCluster::ReleaseStandbys() {
  standbys_ = 0;
  Administer("ALTER SYSTEM SET synchronous_standby_names = ''");
  Administer("SELECT pg_reload_conf()");
}

void PostgresCluster::Promote() {
  EXPECT_EQ(Administer(absl::StrCat("SELECT pg_promote(true, ", kPatience.count(), ")")), "t") << Log();
}

std::string PostgresCluster::Log() const { return server_ == nullptr ? "" : server_->Errors(); }

void PostgresCluster::WaitUntil(const std::string& what, const std::function<bool()>& is_so) const {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!is_so()) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "it did not come to this: " << what << '\n' << Log();
    std::this_thread::sleep_for(kPollInterval);
  }
}

std::string PostgresCluster::Administer(const std::string& sql) const {
  // It does not wait for a standby that may be gone.
  const PostgresSession session(Url(kMaintenanceDatabase) + "?options=-csynchronous_commit%3Dlocal");
  const SqlAnswer answer = session.Execute(sql);
  EXPECT_TRUE(answer.is_done) << sql << ": " << answer.error << session.error();
  return answer.rows.empty() ? "" : answer.rows[0][0];
}

// A server that was killed leaves the segment by which it would know, started again, that none of its processes is
// left.
void PostgresCluster::RemoveSharedMemory() const {
  constexpr int kLineOfSegment = 7;  // key and number (miscadmin.h)
  std::ifstream file(DataFolder() + "/postmaster.pid");
  std::string line;
  for (int number = 0; number < kLineOfSegment; ++number) std::getline(file, line);
  const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
  int segment = 0;
  if (words.size() == 2 && absl::SimpleAtoi(words[1], &segment)) shmctl(segment, IPC_RMID, nullptr);
}

}  // namespace dateline::testing
