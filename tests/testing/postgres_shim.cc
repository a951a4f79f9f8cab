#include "tests/testing/postgres_shim.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

constexpr int kBacklog = 64;

sockaddr_in AnyLoopbackPort() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int Listen() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = AnyLoopbackPort();
  EXPECT_EQ(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_EQ(listen(listener, kBacklog), 0);
  return listener;
}

}  // namespace

PostgresShim::PostgresShim(int server_port, uint32_t seed)
    : faults_(seed), server_port_(server_port), listener_(Listen()), thread_([this] { Accept(); }) {}

PostgresShim::~PostgresShim() {
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
  CutAll();
  threading::MutexLock lock(mutex_);
  for (Connection& connection : connections_) connection.thread.join();
}

std::string PostgresShim::Url(const std::string& database) const {
  sockaddr_in address{};
  socklen_t size = sizeof(address);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  return absl::StrCat("postgresql://postgres@127.0.0.1:", ntohs(address.sin_port), "/", database);
}

void PostgresShim::CutAll() {
  threading::MutexLock lock(mutex_);
  for (Connection& connection : connections_) connection.relay.Cut();
}

void PostgresShim::Accept() {
  while (true) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0 && errno == ECONNABORTED) continue;
    if (client < 0) return;
    threading::MutexLock lock(mutex_);
    connections_.remove_if([](Connection& connection) {
      if (!connection.relay.has_ended()) return false;
      connection.thread.join();
      return true;
    });
    connections_.emplace_back(client, server_port_, faults_);
  }
}

}  // namespace dateline::testing
