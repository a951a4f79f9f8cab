// A bare connection to a port of this machine, for tests that do what no library would.
#ifndef DATELINE_TESTS_TESTING_LOOPBACK_SOCKET_H_
#define DATELINE_TESTS_TESTING_LOOPBACK_SOCKET_H_

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <utility>

namespace dateline::testing {

// Waits at most half a minute for each answer.
class LoopbackSocket {
 public:
  // `address` is 127.0.0.1:PORT; it is called from 127.0.0.`host`.
  explicit LoopbackSocket(const std::string& address, uint32_t host = 1)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const sockaddr_in from = Loopback(host, 0);
    bind(socket_, reinterpret_cast<const sockaddr*>(&from), sizeof(from));
    const sockaddr_in to = Loopback(1, std::stoi(address.substr(address.rfind(':') + 1)));
    const timeval patience{30, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0;
  }
  ~LoopbackSocket() {
    if (socket_ >= 0) close(socket_);
  }
  LoopbackSocket(LoopbackSocket&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_) {}
  LoopbackSocket(const LoopbackSocket&) = delete;

  bool connected() const { return connected_; }
  // Its own port.
  int port() const {
    sockaddr_in address{};
    socklen_t size = sizeof(address);
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
  }

  // False: the other side has closed.
  bool Send(const std::string& bytes) const {
    return send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }

  // Ends the connection; a Send under way on another thread returns.
  void Cut() const { shutdown(socket_, SHUT_RDWR); }

  // Up to 64 KiB of what is there, or comes next; empty: the other side has closed, or says nothing.
  std::string Receive() const {
    std::array<char, 1 << 16> buffer;
    const ssize_t count = recv(socket_, buffer.data(), buffer.size(), 0);
    return count > 0 ? std::string(buffer.data(), static_cast<size_t>(count)) : "";
  }

  // Whether the other side closes, whatever it says before, or falls silent instead.
  bool IsClosed() const {
    std::array<char, 1 << 12> ignored;
    ssize_t count = 0;
    do {
      count = recv(socket_, ignored.data(), ignored.size(), 0);
    } while (count > 0);
    return count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
  }

  std::string ReceiveAll() const {
    std::string all;
    for (std::string part = Receive(); !part.empty(); part = Receive()) all += part;
    return all;
  }

 private:
  static sockaddr_in Loopback(uint32_t host, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl((INADDR_LOOPBACK & ~0xffu) + host);
    return address;
  }

  int socket_;
  bool connected_ = false;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_LOOPBACK_SOCKET_H_
