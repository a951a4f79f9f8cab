// Takes connections on behalf of a gRPC server, and only so many.
#ifndef DATELINE_PLATFORM_RPC_CONNECTION_GATE_H_
#define DATELINE_PLATFORM_RPC_CONNECTION_GATE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/server_builder.h"
#include "platform/rpc/flood_watch.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

struct ConnectionLimits {
  int max_connections = 4096;
  int max_connections_of_host = 1024;
  // Of the process's own memory within a second, where nobody floods it; see FloodWatch.
  int64_t max_growth_bytes = 128 << 20;
};

// gRPC's own listener knows no limit and stays dead once the process is out of file descriptors; so this listens
// instead and hands each connection over. One too many is closed at once. It keeps a second descriptor of each
// connection to see its end, so that a connection costs two. It also shuts out who floods the process (FloodWatch).
// Thread safety: any thread.
class ConnectionGate {
 public:
  // Listens on `address`, HOST:PORT; port 0: any that is free; never shared with another program. Connections wait
  // until Open. UNAVAILABLE: the message is one line that says what to do.
  static absl::StatusOr<std::unique_ptr<ConnectionGate>> Listen(const std::string& address,
                                                                const ConnectionLimits& limits);
  // Closes the listener. REQUIRES: the server is shut down.
  ~ConnectionGate();
  ConnectionGate(const ConnectionGate&) = delete;
  ConnectionGate& operator=(const ConnectionGate&) = delete;

  // Hands connections to `acceptor` from now on. Once. `on_flood` hears of each host that is shut out for a flood, on
  // the gate's thread: be short.
  void Open(std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor,
            std::function<void(const std::string& host)> on_flood);

  // Takes no more connections and frees the port; those that are open stay. Idempotent.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_);

  // Ends the connection of a peer as ServerContext::peer() names it, if it is still open, and takes no new one of its
  // host for ten seconds. False: it was not open, or was shut out before.
  bool ShutOut(const std::string& peer) ABSL_LOCKS_EXCLUDED(mutex_);

  // HOST:PORT with the port that was taken.
  const std::string& address() const { return address_; }
  // How many may be open: the limit, or what the process's limit of file descriptors allows.
  int max_connections() const { return max_connections_; }
  int connections() const ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t refused() const { return refused_; }
  int64_t shut_out() const { return shut_out_; }

  // Where a connection comes from.
  struct Connection {
    std::string host;   // for which connections are counted
    std::string peer;   // as ServerContext::peer() names it
    uint64_t read = 0;  // bytes, when it was looked at last
  };

 private:
  ConnectionGate(int listener, std::string address, const ConnectionLimits& limits);
  void Run();
  // Everybody who waits to be taken.
  void Accept() ABSL_LOCKS_EXCLUDED(mutex_);
  void Take(int connection, const Connection& from) ABSL_LOCKS_EXCLUDED(mutex_);
  bool MayTake(const std::string& host) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Forget(int watched) ABSL_LOCKS_EXCLUDED(mutex_);
  void Cut(int watched) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Cuts every connection of a host that floods the process, and shuts it out.
  void LookForFloods();
  std::string FindFlood() ABSL_LOCKS_EXCLUDED(mutex_);
  void NoteRead(int watched, Connection& connection) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const int listener_;
  const std::string address_;
  const int max_connections_;
  const int max_connections_of_host_;
  const int epoll_;
  const int wake_;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor_;
  std::function<void(const std::string& host)> on_flood_;
  std::atomic<int64_t> refused_ = 0;
  std::atomic<int64_t> shut_out_ = 0;
  mutable threading::Mutex mutex_;
  std::map<int, Connection> connections_ ABSL_GUARDED_BY(mutex_);       // by this gate's descriptor
  std::map<std::string, int> watched_of_peer_ ABSL_GUARDED_BY(mutex_);  // but of those that were shut out
  std::map<std::string, int> hosts_ ABSL_GUARDED_BY(mutex_);            // how many of each
  std::map<std::string, absl::Time> shut_out_until_ ABSL_GUARDED_BY(mutex_);
  FloodWatch floods_ ABSL_GUARDED_BY(mutex_);
  absl::Time looked_at_ = absl::InfinitePast();  // the thread's
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_CONNECTION_GATE_H_
