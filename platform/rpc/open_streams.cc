#include "platform/rpc/open_streams.h"

#include <utility>

namespace dateline::rpc {

int64_t OpenStreams::Add(std::function<void()> end) {
  int64_t id = 0;
  {
    threading::MutexLock lock(mutex_);
    id = next_id_++;
    if (!draining_) {
      ends_.emplace(id, std::move(end));
      return id;
    }
  }
  end();
  return id;
}

void OpenStreams::Remove(int64_t id) {
  threading::MutexLock lock(mutex_);
  ends_.erase(id);
}

void OpenStreams::Drain() {
  std::map<int64_t, std::function<void()>> ends;
  {
    threading::MutexLock lock(mutex_);
    draining_ = true;
    ends.swap(ends_);
  }
  for (const auto& [id, end] : ends) end();
}

}  // namespace dateline::rpc
