// How many calls of each connection have not ended.
#ifndef DATELINE_PLATFORM_RPC_OPEN_CALLS_H_
#define DATELINE_PLATFORM_RPC_OPEN_CALLS_H_

#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

// HTTP/2 lets a client open streams without end when it resets each at once (CVE-2023-44487); for the service such a
// call is open until its method is done. Thread safety: any thread.
class OpenCalls {
 public:
  // How many `peer` has with this one.
  int Begin(const std::string& peer) ABSL_LOCKS_EXCLUDED(mutex_);
  // REQUIRES: one that began.
  void End(const std::string& peer) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  threading::Mutex mutex_;
  absl::flat_hash_map<std::string, int> calls_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_OPEN_CALLS_H_
