// One HTTP request, the barest.
#ifndef DATELINE_TESTS_TESTING_HTTP_GET_H_
#define DATELINE_TESTS_TESTING_HTTP_GET_H_

#include <string>

#include "tests/testing/loopback_socket.h"

namespace dateline::testing {

// The whole answer, headers and all; empty: `address` (127.0.0.1:PORT) does not answer.
inline std::string HttpGet(const std::string& address, const std::string& path) {
  LoopbackSocket socket(address);
  socket.Send("GET " + path + " HTTP/1.1\r\nHost: " + address + "\r\nConnection: close\r\n\r\n");
  return socket.ReceiveAll();
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_HTTP_GET_H_
