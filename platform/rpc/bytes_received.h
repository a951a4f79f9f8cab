// How much has come over a connection.
#ifndef DATELINE_PLATFORM_RPC_BYTES_RECEIVED_H_
#define DATELINE_PLATFORM_RPC_BYTES_RECEIVED_H_

#include <cstdint>

namespace dateline::rpc {

// Bytes that the kernel has received over a TCP socket since it was connected; 0: it is no TCP socket.
uint64_t BytesReceived(int connection);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_BYTES_RECEIVED_H_
