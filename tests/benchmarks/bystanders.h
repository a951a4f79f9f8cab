// Callers who want little of a service of which others want much.
#ifndef DATELINE_TESTS_BENCHMARKS_BYSTANDERS_H_
#define DATELINE_TESTS_BENCHMARKS_BYSTANDERS_H_

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "grpcpp/client_context.h"
#include "tests/testing/service_pair.h"

namespace dateline {

// From now on one reads an article fifty times a second, and one follows the feed, until Stop. Not thread-safe.
class Bystanders {
 public:
  // `article` is the name of one that is stored.
  Bystanders(const testing::ServicePair& pair, std::string article);
  ~Bystanders() { Stop(); }
  Bystanders(const Bystanders&) = delete;
  Bystanders& operator=(const Bystanders&) = delete;

  void Stop();

  // After Stop. Seconds of each read that was answered, how many were not, and seconds from each commit to the
  // follower.
  const std::vector<double>& reads() const { return reads_; }
  int failed_reads() const { return failed_reads_; }
  const std::vector<double>& lags() const { return lags_; }

 private:
  void Read(const std::string& article);
  void Follow(const std::string& head_cursor);

  const std::unique_ptr<v1::IngestService::Stub> ingest_;
  const std::unique_ptr<v1::FeedService::Stub> feed_;
  std::atomic<bool> over_ = false;
  std::vector<double> reads_;
  int failed_reads_ = 0;
  std::vector<double> lags_;
  grpc::ClientContext following_;
  std::thread reader_;
  std::thread follower_;
};

}  // namespace dateline

#endif  // DATELINE_TESTS_BENCHMARKS_BYSTANDERS_H_
