// Health v1 (https://github.com/grpc/grpc/blob/master/doc/health-checking.md).
#ifndef DATELINE_PLATFORM_RPC_HEALTH_SERVICE_H_
#define DATELINE_PLATFORM_RPC_HEALTH_SERVICE_H_

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "google/protobuf/wrappers.pb.h"
#include "grpcpp/impl/codegen/service_type.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/sync_stream.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

// Instead of the one that gRPC brings, whose own threads take connections away from those that a server's calls are
// served by. Answers on threads of gRPC's synchronous server, which touch no connection; each watch keeps one. Thread
// safety: any thread.
class HealthService final : public grpc::Service {
 public:
  // Says NOT_SERVING. Answers for the server as a whole, which is "", and for these services.
  explicit HealthService(const std::vector<std::string>& names);

  void SetServing(bool serving) ABSL_LOCKS_EXCLUDED(mutex_);
  // Says NOT_SERVING from now on and ends the watches.
  void Shutdown() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // HealthCheckRequest and HealthCheckResponse are these on the wire: a string, and an enum, of number 1.
  using Request = google::protobuf::StringValue;
  using Response = google::protobuf::Int32Value;

  grpc::Status Check(const Request& request, Response& response) ABSL_LOCKS_EXCLUDED(mutex_);
  grpc::Status Watch(const grpc::ServerContext& context, const Request& request, grpc::ServerWriter<Response>& watcher)
      ABSL_LOCKS_EXCLUDED(mutex_);
  int StatusOf(const std::string& name) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Waits a while for another status than `last`; what it is then, and whether the server ends.
  std::pair<int, bool> NextStatusOf(const std::string& name, int last) ABSL_LOCKS_EXCLUDED(mutex_);

  const std::set<std::string> names_;
  threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  bool is_serving_ ABSL_GUARDED_BY(mutex_) = false;
  bool has_ended_ ABSL_GUARDED_BY(mutex_) = false;
  int watches_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_HEALTH_SERVICE_H_
