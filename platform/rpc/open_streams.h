// The streams that are open, so that they can be asked to end.
#ifndef DATELINE_PLATFORM_RPC_OPEN_STREAMS_H_
#define DATELINE_PLATFORM_RPC_OPEN_STREAMS_H_

#include <cstdint>
#include <functional>
#include <map>

#include "absl/base/thread_annotations.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

// Thread safety: any thread.
class OpenStreams {
 public:
  // `end` is called once at most, by Drain, or at once when that has been called. It may be called after Remove has
  // begun on another thread.
  int64_t Add(std::function<void()> end) ABSL_LOCKS_EXCLUDED(mutex_);
  void Remove(int64_t id) ABSL_LOCKS_EXCLUDED(mutex_);

  // Asks every stream to end, now and later.
  void Drain() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  threading::Mutex mutex_;
  std::map<int64_t, std::function<void()>> ends_ ABSL_GUARDED_BY(mutex_);
  int64_t next_id_ ABSL_GUARDED_BY(mutex_) = 0;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_OPEN_STREAMS_H_
