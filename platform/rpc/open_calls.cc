#include "platform/rpc/open_calls.h"

#include <cassert>

namespace dateline::rpc {

int OpenCalls::Begin(const std::string& peer) {
  threading::MutexLock lock(mutex_);
  return ++calls_[peer];
}

void OpenCalls::End(const std::string& peer) {
  threading::MutexLock lock(mutex_);
  const auto found = calls_.find(peer);
  assert(found != calls_.end());
  if (--found->second == 0) calls_.erase(found);
}

}  // namespace dateline::rpc
