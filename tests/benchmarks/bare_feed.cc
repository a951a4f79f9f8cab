#include "tests/benchmarks/bare_feed.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/support/server_callback.h"

namespace dateline::testing {
namespace {

constexpr int kMaxMessageBytes = 64 << 20;

std::unique_ptr<v1::FeedService::Stub> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  // A connection of its own.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return v1::FeedService::NewStub(grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
}

grpc::ByteBuffer BytesOf(const v1::StreamChangesResponse& response) {
  grpc::ByteBuffer bytes;
  bool own = false;
  grpc::SerializationTraits<v1::StreamChangesResponse>::Serialize(response, &bytes, &own);
  return bytes;
}

}  // namespace

double ReadFeed(const std::string& address, int64_t head, std::vector<grpc::ByteBuffer>* responses) {
  const auto stub = Connect(address);
  grpc::ClientContext context;
  v1::StreamChangesRequest request;
  request.set_max_batch_size(1000);
  const auto start = std::chrono::steady_clock::now();
  const auto reader = stub->StreamChanges(&context, request);
  v1::StreamChangesResponse response;
  int64_t offset = 0;
  while (offset < head && reader->Read(&response)) {
    if (response.records_size() == 0) continue;
    offset = response.records().rbegin()->offset();
    if (responses != nullptr) responses->push_back(BytesOf(response));
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  context.TryCancel();
  return seconds;
}

class BareFeed::Service final : public v1::FeedService::WithRawCallbackMethod_StreamChanges<v1::FeedService::Service> {
 public:
  explicit Service(const std::vector<grpc::ByteBuffer>& responses) : responses_(responses) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamChanges(grpc::CallbackServerContext*,
                                                            const grpc::ByteBuffer*) override {
    class Stream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
     public:
      explicit Stream(const std::vector<grpc::ByteBuffer>& responses) : responses_(responses) { OnWriteDone(true); }
      void OnWriteDone(bool ok) override {
        if (!ok || next_ == responses_.size()) return Finish(grpc::Status::OK);
        StartWrite(&responses_[next_++]);
      }
      void OnDone() override { delete this; }

     private:
      const std::vector<grpc::ByteBuffer>& responses_;
      size_t next_ = 0;
    };
    return new Stream(responses_);
  }

 private:
  const std::vector<grpc::ByteBuffer>& responses_;
};

BareFeed::BareFeed(const std::vector<grpc::ByteBuffer>& responses) : service_(std::make_unique<Service>(responses)) {
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
  address_ = absl::StrCat("127.0.0.1:", port);
}

BareFeed::~BareFeed() { server_->Shutdown(); }

struct Consumers::Consumer {
  std::unique_ptr<v1::FeedService::Stub> stub;
  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientReader<v1::StreamChangesResponse>> reader;
  int64_t offset = 0;
  bool frozen = false;
};

Consumers::Consumers(const std::string& address, const std::string& cursor, int healthy, int frozen) {
  for (int i = 0; i < healthy + frozen; ++i) {
    Consumer& consumer = *consumers_.emplace_back(std::make_unique<Consumer>());
    consumer.stub = Connect(address);
    consumer.frozen = i >= healthy;
    v1::StreamChangesRequest request;
    if (!consumer.frozen) request.set_cursor(cursor);
    consumer.reader = consumer.stub->StreamChanges(&consumer.context, request);
    if (!consumer.frozen) threads_.emplace_back([this, &consumer] { Read(consumer); });
  }
}

Consumers::~Consumers() {
  for (const auto& consumer : consumers_) consumer->context.TryCancel();
  for (std::thread& thread : threads_) thread.join();
}

void Consumers::Read(Consumer& consumer) {
  for (v1::StreamChangesResponse response; consumer.reader->Read(&response);) {
    if (response.records_size() == 0) continue;
    const std::lock_guard<std::mutex> lock(mutex_);
    consumer.offset = response.records().rbegin()->offset();
    changed_.notify_all();
  }
}

void Consumers::WaitForAll(int64_t offset) const {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] {
    return std::all_of(consumers_.begin(), consumers_.end(),
                       [&](const auto& consumer) { return consumer->frozen || consumer->offset >= offset; });
  });
}

}  // namespace dateline::testing
