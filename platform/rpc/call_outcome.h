// How a call ended, as it was told to the caller.
#ifndef DATELINE_PLATFORM_RPC_CALL_OUTCOME_H_
#define DATELINE_PLATFORM_RPC_CALL_OUTCOME_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_interceptor.h"
#include "grpcpp/support/status.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

// Thread safety: any thread.
class CallOutcome {
 public:
  // Goes back to the caller with an error.
  void SetRequestId(std::string request_id) ABSL_LOCKS_EXCLUDED(mutex_);
  std::string request_id() const ABSL_LOCKS_EXCLUDED(mutex_);

  // The name of who calls; empty: has shown none.
  void SetCaller(std::string caller) ABSL_LOCKS_EXCLUDED(mutex_);
  std::string caller() const ABSL_LOCKS_EXCLUDED(mutex_);

  // What the call is about, such as an article's name; of what is too long to be one, the beginning.
  void SetResource(absl::string_view resource) ABSL_LOCKS_EXCLUDED(mutex_);
  std::string resource() const ABSL_LOCKS_EXCLUDED(mutex_);

  // By when it is to be answered: the caller's, or an earlier one.
  void SetDeadline(absl::Time deadline) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Time deadline() const ABSL_LOCKS_EXCLUDED(mutex_);

  void SetStatus(const grpc::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);
  // Nothing: none was sent.
  std::optional<grpc::Status> status() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Of the call whose method is called on this thread just now; null: of none.
  static std::shared_ptr<CallOutcome> Current();

  // While it lives, the current one of its thread is `outcome`.
  class Scope {
   public:
    explicit Scope(std::shared_ptr<CallOutcome> outcome);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    std::shared_ptr<CallOutcome> previous_;
  };

 private:
  mutable threading::Mutex mutex_;
  std::string request_id_ ABSL_GUARDED_BY(mutex_);
  std::string caller_ ABSL_GUARDED_BY(mutex_);
  std::string resource_ ABSL_GUARDED_BY(mutex_);
  absl::Time deadline_ ABSL_GUARDED_BY(mutex_) = absl::InfiniteFuture();
  std::optional<grpc::Status> status_ ABSL_GUARDED_BY(mutex_);
};

// For a method that has just been called: who calls, by name, or the address of one who has shown none.
std::string SenderOf(const grpc::ServerContextBase& context);

// Before `status` is sent: notes it, and adds to an error the request's id (x-request-id) and, where it says when to
// try again, what retrying clients obey (grpc-retry-pushback-ms).
void NoteStatus(const grpc::Status& status, CallOutcome& outcome, grpc::ServerContext& context);

// Does the same for each call of a server's callback methods.
class CallOutcomeInterceptors final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo* call) override;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_CALL_OUTCOME_H_
