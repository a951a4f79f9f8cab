// A PostgreSQL server of a test's own.
#ifndef DATELINE_TESTS_TESTING_POSTGRES_CLUSTER_H_
#define DATELINE_TESTS_TESTING_POSTGRES_CLUSTER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/testing/child_process.h"
#include "tests/testing/reserved_port.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {

// PostgreSQL 15 on a free port of 127.0.0.1, with its files in a folder of its own that go when it goes: nothing of it
// is left, whether the test passed or not; if the test's process is killed, only the files. It commits durably (fsync,
// synchronous_commit=on), has little memory, and takes whoever calls from this machine as its superuser `postgres`.
// What cannot be done within a minute is a failure of the test. Not thread-safe. The server ends with the thread that
// started it last.
class PostgresCluster {
 public:
  // Whether this machine has the programs and a user who may run them.
  static bool IsInstalled();

  // REQUIRES: IsInstalled().
  PostgresCluster();
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  // An empty database; its name.
  std::string MakeDatabase();
  // With whoever is connected to it.
  void DropDatabase(const std::string& name);
  // postgresql://postgres@127.0.0.1:PORT/DATABASE, the same after a restart.
  std::string Url(const std::string& database) const;
  // Of a database on several servers, for whom writes: libpq takes the one that is no standby.
  static std::string Url(const std::vector<const PostgresCluster*>& clusters, const std::string& database);
  int port() const { return port_.number(); }

  // Ends all of its processes at once, as a power cut would but that the disk keeps what it was given. Nothing happens
  // where it does not run.
  void Kill();
  // Starts it again, after Kill or by it; returns when it takes connections.
  void Restart();
  // Kills the process of each session, as if each had crashed: the server ends the others by itself and recovers.
  // Returns when it takes connections again.
  void KillBackends();

  // Starts it again: from then on it takes connections with TLS alone, as the holder of this certificate and its key.
  void RequireTls(const std::string& certificate_path, const std::string& key_path);

  // A copy that follows this server by streaming replication. From then on a commit here is answered when all standbys
  // have it on their disk: where one is killed, commits wait until it is there again or ReleaseStandbys is called.
  std::unique_ptr<PostgresCluster> MakeStandby();
  // Commits wait for no standby any more.
  void ReleaseStandbys();
  // Makes a standby take writes, whether the server that it follows lives or not. REQUIRES: it is a standby that runs.
  void Promote();

  // What the server has written on standard error since its last start.
  std::string Log() const;

 private:
  explicit PostgresCluster(const std::string& primary_url);

  std::string DataFolder() const { return directory_.File("postgres/data"); }
  void MakeFolder();
  void Initialize();
  void Start();
  // Waits; a failure of the test that says `what` did not happen otherwise.
  void WaitUntil(const std::string& what, const std::function<bool()>& is_so) const;
  // An SQL statement of the superuser; its first value. A failure of the test where it cannot be done.
  std::string Administer(const std::string& sql) const;
  void RemoveSharedMemory() const;

  TemporaryDirectory directory_;
  ReservedPort port_;
  std::unique_ptr<ChildProcess> server_;
  int starts_ = 0;
  int databases_ = 0;
  int standbys_ = 0;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_POSTGRES_CLUSTER_H_
