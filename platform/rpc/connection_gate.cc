#include "platform/rpc/connection_gate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/rpc/bytes_read.h"
#include "platform/rpc/peer_host.h"
#include "platform/rpc/steady_time.h"
#include "platform/telemetry/process_metrics.h"

namespace dateline::rpc {
namespace {

constexpr int kBacklog = 1024;
constexpr int kEventsAtOnce = 64;
// For the store, logs, and gRPC itself.
constexpr int kReservedFiles = 256;
constexpr auto kWaitForFiles = std::chrono::milliseconds(20);
constexpr absl::Duration kShutOutFor = absl::Seconds(10);
// How often it is looked who floods the process.
constexpr absl::Duration kLookInterval = absl::Milliseconds(20);

absl::Status CannotListen(absl::string_view address, int error) {
  return errors::Error(
      absl::StatusCode::kUnavailable, "CANNOT_LISTEN",
      error == EADDRINUSE
          ? absl::StrCat("cannot listen on ", address,
                         ": another program has this port; stop it, or choose another with --listen")
          : absl::StrCat("cannot listen on ", address,
                         ": not an address of this machine or not allowed; give HOST:PORT with --listen"));
}

// A listening socket, or minus an errno.
int ListenOn(const addrinfo& address) {
  const int listener = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0) return -errno;
  // A port whose last connections are still winding down may be taken again; one with a listener may not.
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  if (bind(listener, address.ai_addr, address.ai_addrlen) == 0 && listen(listener, kBacklog) == 0) return listener;
  const int error = errno;
  close(listener);
  return -error;
}

// The port of an IPv4 or IPv6 address; both have it at the same place.
int PortOf(const sockaddr_storage& address) { return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port); }

int BoundPort(int listener) {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  return PortOf(address);
}

std::string TextOf(const in6_addr& address) {
  std::array<char, INET6_ADDRSTRLEN> text = {};
  inet_ntop(AF_INET6, &address, text.data(), text.size());
  return text.data();
}

std::string TextOf(const in_addr& address) {
  std::array<char, INET_ADDRSTRLEN> text = {};
  inet_ntop(AF_INET, &address, text.data(), text.size());
  return text.data();
}

// As gRPC does: an IPv4 address in an IPv6 one is itself, and a zone stands behind a "%", escaped.
std::string PeerOf(const sockaddr_storage& address) {
  const int port = PortOf(address);
  in_addr ipv4 = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  if (address.ss_family == AF_INET6) {
    const auto& with_zone = reinterpret_cast<const sockaddr_in6&>(address);
    const in6_addr& ipv6 = with_zone.sin6_addr;
    const std::string zone = with_zone.sin6_scope_id == 0 ? "" : absl::StrCat("%25", with_zone.sin6_scope_id);
    if (!IN6_IS_ADDR_V4MAPPED(&ipv6)) return absl::StrCat("ipv6:%5B", TextOf(ipv6), zone, "%5D:", port);
    std::memcpy(&ipv4, &ipv6.s6_addr[12], sizeof(ipv4));
  }
  return absl::StrCat("ipv4:", TextOf(ipv4), ":", port);
}

int AffordableConnections() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const auto files = static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 1 << 20));
  return std::max(1, (files - kReservedFiles) / 2);
}

void Watch(int epoll, int file, uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = file;
  epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ConnectionGate>> ConnectionGate::Listen(const std::string& address,
                                                                       const ConnectionLimits& limits) {
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos) return CannotListen(address, EINVAL);
  std::string host = address.substr(0, colon);
  if (host.size() > 1 && host.front() == '[') host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), address.substr(colon + 1).c_str(), &hints, &found) != 0) {
    return CannotListen(address, EINVAL);
  }
  const int listener = ListenOn(*found);
  freeaddrinfo(found);
  if (listener < 0) return CannotListen(address, -listener);
  return std::unique_ptr<ConnectionGate>(
      new ConnectionGate(listener, absl::StrCat(address.substr(0, colon), ":", BoundPort(listener)), limits));
}

ConnectionGate::ConnectionGate(int listener, std::string address, const ConnectionLimits& limits)
    : listener_(listener),
      address_(std::move(address)),
      max_connections_(std::min(limits.max_connections, AffordableConnections())),
      max_connections_of_host_(limits.max_connections_of_host),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      floods_(limits.max_growth_bytes) {
  Watch(epoll_, wake_, EPOLLIN);
  Watch(epoll_, listener_, EPOLLIN);
}

ConnectionGate::~ConnectionGate() {
  Close();
  ending_ = true;
  const uint64_t one = 1;
  static_cast<void>(!write(wake_, &one, sizeof(one)));
  if (thread_.joinable()) thread_.join();
  for (const auto& [watched, connection] : connections_) close(watched);
  close(epoll_);
  close(wake_);
}

void ConnectionGate::Open(std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor,
                          std::function<void(const std::string& host)> on_flood) {
  acceptor_ = std::move(acceptor);
  on_flood_ = std::move(on_flood);
  thread_ = std::thread([this] { Run(); });
}

void ConnectionGate::Close() {
  threading::MutexLock lock(mutex_);
  if (closed_) return;
  closed_ = true;
  close(listener_);
}

bool ConnectionGate::ShutOut(const std::string& peer) {
  threading::MutexLock lock(mutex_);
  const auto watched = watched_of_peer_.find(peer);
  if (watched == watched_of_peer_.end()) return false;
  Cut(watched->second);
  return true;
}

void ConnectionGate::Cut(int watched) {
  const absl::Time now = SteadyNow();
  std::erase_if(shut_out_until_, [&](const auto& host) { return host.second < now; });
  const Connection& connection = connections_.at(watched);
  const auto of_peer = watched_of_peer_.find(connection.peer);
  if (of_peer == watched_of_peer_.end() || of_peer->second != watched) return;  // it was shut out before
  watched_of_peer_.erase(of_peer);
  shutdown(watched, SHUT_RDWR);
  shut_out_until_[connection.host] = now + kShutOutFor;
  ++shut_out_;
}

void ConnectionGate::LookForFloods() {
  const std::string flood = FindFlood();
  if (!flood.empty()) on_flood_(flood);
}

std::string ConnectionGate::FindFlood() {
  const double memory = telemetry::AnonymousBytes();
  if (memory == 0) return "";  // it cannot be read: no file descriptor is left
  threading::MutexLock lock(mutex_);
  if (!floods_.IsDue(looked_at_, memory)) return "";
  for (auto& [watched, connection] : connections_) NoteRead(watched, connection);
  std::string flood = floods_.Judge(looked_at_, memory);
  if (flood.empty()) return flood;
  for (const auto& [watched, connection] : connections_) {
    if (connection.host == flood) Cut(watched);
  }
  return flood;
}

void ConnectionGate::NoteRead(int watched, Connection& connection) {
  const uint64_t read = std::max(connection.read, BytesRead(watched));
  floods_.Note(connection.host, read - std::exchange(connection.read, read));
}

int ConnectionGate::connections() const {
  threading::MutexLock lock(mutex_);
  return static_cast<int>(connections_.size());
}

void ConnectionGate::Run() {
  std::array<epoll_event, kEventsAtOnce> events;
  while (!ending_) {
    const int count =
        epoll_wait(epoll_, events.data(), kEventsAtOnce, static_cast<int>(absl::ToInt64Milliseconds(kLookInterval)));
    for (int i = 0; i < count; ++i) {
      const int file = events[i].data.fd;
      if (file == listener_) {
        Accept();
      } else if (file != wake_) {
        Forget(file);
      }
    }
    const absl::Time now = SteadyNow();
    if (now - looked_at_ < kLookInterval) continue;
    looked_at_ = now;
    LookForFloods();
  }
}

void ConnectionGate::Accept() {
  while (true) {
    sockaddr_storage address{};
    socklen_t size = sizeof(address);
    int connection = -1;
    {
      threading::MutexLock lock(mutex_);
      if (closed_) return;
      connection = accept4(listener_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    }
    if (connection >= 0) {
      const std::string peer = PeerOf(address);
      Take(connection, {HostOfPeer(peer), peer});
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      // The listener stays; others may close what they hold.
      return std::this_thread::sleep_for(kWaitForFiles);
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return;
    }
  }
}

void ConnectionGate::Take(int connection, const Connection& from) {
  int watched = -1;
  {
    threading::MutexLock lock(mutex_);
    if (!closed_ && MayTake(from.host)) watched = fcntl(connection, F_DUPFD_CLOEXEC, 0);
    if (watched >= 0) {
      connections_.emplace(watched, from);
      watched_of_peer_[from.peer] = watched;
      ++hosts_[from.host];
    }
  }
  if (watched < 0) {
    ++refused_;
    close(connection);
    return;
  }
  const int yes = 1;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
  Watch(epoll_, watched, 0);  // tells of its end
  grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters parameters;
  parameters.fd = connection;
  acceptor_->HandleNewConnection(&parameters);
}

bool ConnectionGate::MayTake(const std::string& host) const {
  const auto shut_out = shut_out_until_.find(host);
  if (shut_out != shut_out_until_.end() && SteadyNow() < shut_out->second) return false;
  if (static_cast<int>(connections_.size()) >= max_connections_) return false;
  const auto found = hosts_.find(host);
  return found == hosts_.end() || found->second < max_connections_of_host_;
}

void ConnectionGate::Forget(int watched) {
  threading::MutexLock lock(mutex_);
  const auto found = connections_.find(watched);
  if (found == connections_.end()) return;
  const auto host = hosts_.find(found->second.host);
  if (--host->second == 0) hosts_.erase(host);
  const auto of_peer = watched_of_peer_.find(found->second.peer);
  if (of_peer != watched_of_peer_.end() && of_peer->second == watched) watched_of_peer_.erase(of_peer);
  NoteRead(watched, found->second);
  connections_.erase(found);
  // Closing would not end the watch while gRPC holds the connection.
  epoll_ctl(epoll_, EPOLL_CTL_DEL, watched, nullptr);
  close(watched);
}

}  // namespace dateline::rpc
