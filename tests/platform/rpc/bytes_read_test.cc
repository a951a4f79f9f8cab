#include "platform/rpc/bytes_read.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "gtest/gtest.h"

namespace dateline::rpc {
namespace {

TEST(BytesRead, CountsWhatWasReadAndNotWhatWaits) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  ASSERT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  ASSERT_EQ(connect(client, reinterpret_cast<sockaddr*>(&address), size), 0);
  const int connection = accept(listener, nullptr, nullptr);
  EXPECT_EQ(BytesRead(connection), 0u);
  ASSERT_EQ(send(client, "twelve bytes", 12, 0), 12);
  std::array<char, 64> buffer;
  ASSERT_EQ(recv(connection, buffer.data(), 5, MSG_WAITALL), 5);
  EXPECT_EQ(BytesRead(connection), 5u);
  for (const int file : {connection, client, listener}) close(file);
}

TEST(BytesRead, IsNothingOfWhatIsNoTcpSocket) { EXPECT_EQ(BytesRead(0), 0u); }

}  // namespace
}  // namespace dateline::rpc
