// A wire to PostgreSQL on which what is ordered goes wrong.
#ifndef DATELINE_TESTS_TESTING_POSTGRES_SHIM_H_
#define DATELINE_TESTS_TESTING_POSTGRES_SHIM_H_

#include <cstdint>
#include <list>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "platform/threading/mutex.h"
#include "tests/testing/postgres_faults.h"
#include "tests/testing/postgres_relay.h"

namespace dateline::testing {

// Listens on a port of 127.0.0.1 and hands each connection on to a server, which may end and start again meanwhile. It
// understands the simple and the extended protocol with named statements and pipelines, COPY too, so that after a fault
// client and server agree on where they are. Requests for TLS are declined; connections for replication are not
// understood. SQL that a statement in a function, or EXECUTE, stands for is not seen. Thread safety: any thread.
class PostgresShim {
 public:
  // `seed`: of the faults that happen by chance.
  explicit PostgresShim(int server_port, uint32_t seed = 0);
  ~PostgresShim();
  PostgresShim(const PostgresShim&) = delete;
  PostgresShim& operator=(const PostgresShim&) = delete;

  // As PostgresCluster's, by way of the shim.
  std::string Url(const std::string& database) const;

  PostgresFaults& faults() { return faults_; }
  // Every connection that there is.
  void CutAll();

 private:
  struct Connection {
    Connection(int client_socket, int server_port, PostgresFaults& faults)
        : relay(client_socket, server_port, faults), thread([this] { relay.Run(); }) {}
    PostgresRelay relay;
    std::thread thread;
  };

  void Accept();

  PostgresFaults faults_;
  const int server_port_;
  const int listener_;
  threading::Mutex mutex_;
  std::list<Connection> connections_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_POSTGRES_SHIM_H_
