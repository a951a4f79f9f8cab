// Feeds and consumers without any of the product's code.
#ifndef DATELINE_TESTS_BENCHMARKS_BARE_FEED_H_
#define DATELINE_TESTS_BENCHMARKS_BARE_FEED_H_

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "dateline/v1/feed_service.grpc.pb.h"
#include "grpcpp/server.h"
#include "grpcpp/support/byte_buffer.h"

namespace dateline::testing {

// Reads StreamChanges of the server from its beginning until the change `head`; seconds. Every response is parsed; with
// `responses` its bytes are kept.
double ReadFeed(const std::string& address, int64_t head, std::vector<grpc::ByteBuffer>* responses);

// Answers StreamChanges with the same responses each time, from memory.
class BareFeed {
 public:
  explicit BareFeed(const std::vector<grpc::ByteBuffer>& responses);
  ~BareFeed();
  const std::string& address() const { return address_; }

 private:
  class Service;
  const std::unique_ptr<Service> service_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

// Followers of a feed: healthy ones from `cursor` on, and some that begin at its beginning and read nothing.
class Consumers {
 public:
  Consumers(const std::string& address, const std::string& cursor, int healthy, int frozen);
  ~Consumers();
  // Until every healthy one has the change `offset`.
  void WaitForAll(int64_t offset) const;

 private:
  struct Consumer;
  void Read(Consumer& consumer);

  std::vector<std::unique_ptr<Consumer>> consumers_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::thread> threads_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_BARE_FEED_H_
