// A service with a guard before each of its methods.
#ifndef DATELINE_PLATFORM_RPC_GUARDED_SERVICE_H_
#define DATELINE_PLATFORM_RPC_GUARDED_SERVICE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/impl/service_type.h"
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

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_GUARDED_SERVICE_H_
