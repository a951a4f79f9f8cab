// Who calls, and whether they may.
#ifndef DATELINE_PLATFORM_RPC_ACCESS_CONTROL_H_
#define DATELINE_PLATFORM_RPC_ACCESS_CONTROL_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/rpc/authorization_policy.h"
#include "platform/rpc/token_table.h"
#include "platform/rpc/transport_security.h"
#include "platform/rpc/watched_file.h"
#include "platform/telemetry/telemetry.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

// What a caller has shown.
struct Credentials {
  // Of its certificate, verified by TLS: the alternative names, or the common name where there are none.
  std::vector<std::string> certificate_names;
  std::string authorization;  // the header; empty: none
};

struct Caller {
  std::string name;  // of its token, else of its certificate; empty: it has shown neither
  // What a policy's rules name: the certificate's names, `token:NAME`, and `role:ROLE` for each role of the token.
  std::vector<std::string> principals;
};

struct AccessFiles {
  std::string token_file;   // see TokenTable; empty: tokens are not taken
  std::string policy_file;  // see AuthorizationPolicy; empty: whoever connects may call everything
  absl::Duration reload_interval = absl::Seconds(1);
  // gRPC reads these by itself and says nothing of what is wrong with them.
  TlsFiles tls = {};
};

// Follows its files: a changed token or policy file counts from the next look at it on; one that is wrong leaves the
// last good one in force. The log and a metric say so, and of TLS's files whether they fit together. Thread safety: any
// thread.
class AccessControl {
 public:
  // `telemetry` must outlive this. INVALID_ARGUMENT, NOT_FOUND: a file is not as it must be.
  static absl::StatusOr<std::unique_ptr<AccessControl>> Start(const AccessFiles& files,
                                                              telemetry::Telemetry& telemetry);

  // Calls `listener` each time that a changed file is in force, on a thread of this; none after this was called with
  // another one, which may be null.
  void OnChange(std::function<void()> listener) ABSL_LOCKS_EXCLUDED(listener_mutex_);

  // UNAUTHENTICATED: the header is not that of a bearer token, or nobody holds the token.
  absl::StatusOr<Caller> Identify(const Credentials& credentials) const ABSL_LOCKS_EXCLUDED(mutex_);

  // UNAUTHENTICATED: one that has shown nothing may not call it. PERMISSION_DENIED: this one may not.
  absl::Status Authorize(const Caller& caller, absl::string_view path) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  explicit AccessControl(telemetry::Telemetry& telemetry) : telemetry_(telemetry) {}

  // `kind`: "policy", "token", "certificate", "key" or "client-ca". `effect` is what becomes of a wrong one.
  absl::Status Watch(const std::string& path, absl::Duration interval, const char* kind, std::string effect,
                     FileLoader load);
  template <typename Content>
  absl::Status Follow(const std::string& path, absl::Duration interval, const char* kind,
                      std::shared_ptr<const Content>& current);
  std::shared_ptr<const TokenTable> tokens() const ABSL_LOCKS_EXCLUDED(mutex_);
  std::shared_ptr<const AuthorizationPolicy> policy() const ABSL_LOCKS_EXCLUDED(mutex_);

  telemetry::Telemetry& telemetry_;
  mutable threading::Mutex mutex_;
  std::shared_ptr<const TokenTable> tokens_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const AuthorizationPolicy> policy_ ABSL_GUARDED_BY(mutex_);
  threading::Mutex listener_mutex_;
  std::function<void()> listener_ ABSL_GUARDED_BY(listener_mutex_);
  std::vector<std::unique_ptr<WatchedFile>> files_;  // destroyed first
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_ACCESS_CONTROL_H_
