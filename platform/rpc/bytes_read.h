// How much was read from a connection.
#ifndef DATELINE_PLATFORM_RPC_BYTES_READ_H_
#define DATELINE_PLATFORM_RPC_BYTES_READ_H_

#include <cstdint>

namespace dateline::rpc {

// Bytes that the process has read from a TCP socket, whoever of it did, since it was connected: what waits in the
// kernel is not among them. A look that meets a reader may count a little too few. 0: it is no TCP socket.
uint64_t BytesRead(int connection);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_BYTES_READ_H_
