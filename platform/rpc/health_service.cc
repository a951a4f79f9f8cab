#include "platform/rpc/health_service.h"

#include <chrono>
#include <tuple>

#include "grpcpp/impl/codegen/method_handler.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/impl/codegen/rpc_service_method.h"

namespace dateline::rpc {
namespace {

// HealthCheckResponse.ServingStatus.
constexpr int kServing = 1;
constexpr int kNotServing = 2;
constexpr int kServiceUnknown = 3;

// Each keeps a thread.
constexpr int kMaxWatches = 100;
// A watch whose caller is gone ends so late.
constexpr std::chrono::seconds kCancelCheck(1);

std::set<std::string> WithWholeServer(const std::vector<std::string>& names) {
  std::set<std::string> all(names.begin(), names.end());
  all.insert("");
  return all;
}

}  // namespace

HealthService::HealthService(const std::vector<std::string>& names) : names_(WithWholeServer(names)) {
  using grpc::internal::RpcMethod;
  using grpc::internal::RpcServiceMethod;
  using CheckMethod = grpc::internal::RpcMethodHandler<HealthService, Request, Response>;
  using WatchMethod = grpc::internal::ServerStreamingHandler<HealthService, Request, Response>;
  AddMethod(
      new RpcServiceMethod("/grpc.health.v1.Health/Check", RpcMethod::NORMAL_RPC,
                           new CheckMethod([](HealthService* service, grpc::ServerContext*, const Request* request,
                                              Response* response) { return service->Check(*request, *response); },
                                           this)));
  AddMethod(new RpcServiceMethod(
      "/grpc.health.v1.Health/Watch", RpcMethod::SERVER_STREAMING,
      new WatchMethod(
          [](HealthService* service, grpc::ServerContext* context, const Request* request,
             grpc::ServerWriter<Response>* watcher) { return service->Watch(*context, *request, *watcher); },
          this)));
}

void HealthService::SetServing(bool serving) {
  threading::MutexLock lock(mutex_);
  is_serving_ = serving;
  changed_.NotifyAll();
}

void HealthService::Shutdown() {
  threading::MutexLock lock(mutex_);
  has_ended_ = true;
  changed_.NotifyAll();
}

int HealthService::StatusOf(const std::string& name) const {
  if (!names_.contains(name)) return kServiceUnknown;
  return is_serving_ && !has_ended_ ? kServing : kNotServing;
}

grpc::Status HealthService::Check(const Request& request, Response& response) {
  threading::MutexLock lock(mutex_);
  const int status = StatusOf(request.value());
  if (status == kServiceUnknown) return {grpc::StatusCode::NOT_FOUND, "no service " + request.value()};
  response.set_value(status);
  return grpc::Status::OK;
}

std::pair<int, bool> HealthService::NextStatusOf(const std::string& name, int last) {
  threading::MutexLock lock(mutex_);
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + kCancelCheck;
  while (StatusOf(name) == last && !has_ended_ && Clock::now() < end) changed_.WaitUntil(mutex_, end);
  return {StatusOf(name), has_ended_};
}

grpc::Status HealthService::Watch(const grpc::ServerContext& context, const Request& request,
                                  grpc::ServerWriter<Response>& watcher) {
  {
    threading::MutexLock lock(mutex_);
    if (watches_ == kMaxWatches) return {grpc::StatusCode::RESOURCE_EXHAUSTED, "too many watch this server's health"};
    ++watches_;
  }
  Response response;
  for (bool has_ended = false; !has_ended && !context.IsCancelled();) {
    int status = 0;
    std::tie(status, has_ended) = NextStatusOf(request.value(), response.value());
    if (status == response.value()) continue;
    response.set_value(status);
    watcher.Write(response);
  }
  threading::MutexLock lock(mutex_);
  --watches_;
  return {grpc::StatusCode::UNAVAILABLE, "the server ends"};
}

}  // namespace dateline::rpc
