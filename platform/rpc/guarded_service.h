// A service with a guard before each of its methods.
#ifndef DATELINE_PLATFORM_RPC_GUARDED_SERVICE_H_
#define DATELINE_PLATFORM_RPC_GUARDED_SERVICE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "platform/rpc/call_guard.h"

namespace dateline::rpc {

// A service to be served, all of whose methods are raw (WithRawCallbackMethod_...).
struct ServedService {
  std::string name;  // "package.Service", of a proto that is linked
  grpc::Service* service = nullptr;
  std::vector<std::string> writes = {};  // methods that change what is stored: they are logged, and limited as work
  std::vector<std::string> costly = {};  // methods limited as work that change nothing
};

// The same methods under the same names, each of which asks the guard first. `served` and `guard` must outlive it.
// INVALID_ARGUMENT: nothing by that name is linked, or it has no such method.
absl::StatusOr<std::unique_ptr<grpc::Service>> GuardService(const ServedService& served, CallGuard& guard);

// Begins a stream of answers to one request.
using StreamMethod =
    std::function<grpc::ServerWriteReactor<grpc::ByteBuffer>*(grpc::CallbackServerContext*, const grpc::ByteBuffer*)>;

// The handler of such a method that asks the guard first: for a service whose other methods are answered over queues.
// `guard` must outlive it.
std::unique_ptr<grpc::internal::MethodHandler> GuardStream(const std::string& path, StreamMethod method,
                                                           CallGuard& guard);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_GUARDED_SERVICE_H_
