// Calls to the two services, and their errors in one line.
#ifndef DATELINE_CLI_SERVICE_CLIENT_H_
#define DATELINE_CLI_SERVICE_CLIENT_H_

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "platform/rpc/client_channel.h"

namespace dateline::cli {

// Where a service listens and how long to wait for an answer.
struct ServiceTarget {
  std::string program;  // "dateline-query", for messages
  std::string option;   // "--query or DATELINE_QUERY", for messages
  std::string address;  // host:port
  int timeout_seconds = 30;
  rpc::ClientSecurity security = {};
};

// Connects at the first call. INVALID_ARGUMENT: the files that the service is reached with are not as they must be, or
// calls would leave this machine in plain text. The message is one line.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const ServiceTarget& target);

// A failed call in one line that says what to do; the ErrorInfo stays with it. REQUIRES: `status` is not OK.
absl::Status CallError(const grpc::Status& status, const ServiceTarget& target);

// Unary calls to one service. Thread safety: any thread.
template <typename Service>
class ServiceClient {
 public:
  explicit ServiceClient(const ServiceTarget& target) : target_(target) {
    const auto channel = OpenChannel(target);
    opened_ = channel.status();
    if (channel.ok()) stub_ = Service::NewStub(*channel);
  }

  // client.Call(&v1::QueryService::Stub::GetFact, request)
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    if (!opened_.ok()) return opened_;
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(target_.timeout_seconds));
    Response response;
    const grpc::Status status = ((*stub_).*method)(&context, request, &response);
    if (!status.ok()) return CallError(status, target_);
    return response;
  }

 private:
  const ServiceTarget target_;
  absl::Status opened_;
  std::unique_ptr<typename Service::Stub> stub_;
};

}  // namespace dateline::cli

#endif  // DATELINE_CLI_SERVICE_CLIENT_H_
