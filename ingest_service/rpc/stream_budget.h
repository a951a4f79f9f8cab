// What all streams of articles may hold together.
#ifndef DATELINE_INGEST_SERVICE_RPC_STREAM_BUDGET_H_
#define DATELINE_INGEST_SERVICE_RPC_STREAM_BUDGET_H_

#include <atomic>
#include <cstdint>

namespace dateline::ingest_rpc {

// Counts streams, and the bytes of their requests and answers that are in flight. Each stream may always have one
// article in flight, so that none waits for another; for more than one it asks HasRoom. Thread safety: any thread.
class StreamBudget {
 public:
  StreamBudget(int max_streams, int64_t max_bytes) : max_streams_(max_streams), max_bytes_(max_bytes) {}

  // False: there are as many streams as there may be. A stream that has entered leaves.
  [[nodiscard]] bool Enter() {
    if (++streams_ <= max_streams_) return true;
    --streams_;
    return false;
  }
  void Leave() { --streams_; }

  bool HasRoom() const { return bytes_ < max_bytes_; }
  // Negative: so many are held no longer.
  void AddBytes(int64_t bytes) { bytes_ += bytes; }
  int64_t bytes() const { return bytes_; }

 private:
  const int max_streams_;
  const int64_t max_bytes_;
  std::atomic<int> streams_ = 0;
  std::atomic<int64_t> bytes_ = 0;
};

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_STREAM_BUDGET_H_
