#include "platform/rpc/bytes_read.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace dateline::rpc {

uint64_t BytesRead(int connection) {
  tcp_info info{};
  socklen_t size = sizeof(info);
  if (getsockopt(connection, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
  int waiting = 0;
  if (ioctl(connection, FIONREAD, &waiting) != 0) return 0;
  const auto unread = static_cast<uint64_t>(waiting);
  return info.tcpi_bytes_received > unread ? info.tcpi_bytes_received - unread : 0;
}

}  // namespace dateline::rpc
