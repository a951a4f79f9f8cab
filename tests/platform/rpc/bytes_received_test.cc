#include "platform/rpc/bytes_received.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "gtest/gtest.h"

namespace dateline::rpc {
namespace {

TEST(BytesReceived, CountsWhatTheKernelHasReceived) {
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
  EXPECT_EQ(BytesReceived(connection), 0u);
  ASSERT_EQ(send(client, "twelve bytes", 12, 0), 12);
  for (int i = 0; i < 1000 && BytesReceived(connection) == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(BytesReceived(connection), 12u) << "though nobody has read them";
  for (const int file : {connection, client, listener}) close(file);
}

TEST(BytesReceived, IsNothingOfWhatIsNoTcpSocket) { EXPECT_EQ(BytesReceived(0), 0u); }

}  // namespace
}  // namespace dateline::rpc
