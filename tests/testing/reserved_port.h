// A port of this machine that stays with a test.
#ifndef DATELINE_TESTS_TESTING_RESERVED_PORT_H_
#define DATELINE_TESTS_TESTING_RESERVED_PORT_H_

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gtest/gtest.h"

namespace dateline::testing {

// A port of 127.0.0.1 that the kernel chose. While it lives a program that sets SO_REUSEADDR may listen there, as often
// as it is started, and nobody else is given the port meanwhile: not even as his own end of a connection, by which one
// who calls a server that is down could reach himself.
class ReservedPort {
 public:
  ReservedPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int yes = 1;
    setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    const bool is_bound = bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                          getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    EXPECT_TRUE(is_bound) << "no port is free";
    number_ = ntohs(address.sin_port);
  }
  ~ReservedPort() { close(socket_); }
  ReservedPort(const ReservedPort&) = delete;
  ReservedPort& operator=(const ReservedPort&) = delete;

  int number() const { return number_; }

 private:
  int socket_;
  int number_ = 0;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_RESERVED_PORT_H_
