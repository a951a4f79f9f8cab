#include "tests/benchmarks/query/load.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

namespace dateline::testing {
namespace {

using Clock = std::chrono::steady_clock;

double Seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

[[noreturn]] void Fail(const std::string& method, const grpc::Status& status) {
  std::cerr << method << ": " << status.error_message() << " (" << status.error_code() << ")\n";
  std::exit(1);
}

// A call that is asked again as soon as it is answered.
struct Call {
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  grpc::ByteBuffer response;
  grpc::Status status;
  Clock::time_point start;

  void Start(grpc::GenericStub& stub, const std::string& method, const grpc::ByteBuffer& request,
             grpc::CompletionQueue& queue) {
    context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(1));
    response.Clear();
    start = Clock::now();
    reader = stub.PrepareUnaryCall(context.get(), method, request, &queue);
    reader->StartCall();
    reader->Finish(&response, &status, this);
  }
};

}  // namespace

LoadResult LoadResult::From(std::vector<double> milliseconds, double seconds) {
  LoadResult result;
  result.answers_per_second = static_cast<double>(milliseconds.size()) / seconds;
  result.milliseconds = std::move(milliseconds);
  std::sort(result.milliseconds.begin(), result.milliseconds.end());
  return result;
}

double LoadResult::Percentile(double fraction) const {
  return milliseconds[static_cast<size_t>(fraction * static_cast<double>(milliseconds.size() - 1) + 0.5)];
}

GrpcCaller::GrpcCaller(const std::string& address) : stub_(Connect(address)) {}

LoadResult GrpcCaller::Run(const std::string& method, const std::vector<grpc::ByteBuffer>& requests, const Load& load) {
  grpc::CompletionQueue queue;
  std::vector<Call> calls(static_cast<size_t>(load.in_flight));
  std::vector<double> milliseconds;
  size_t next = 0;
  const auto begin = Clock::now();
  for (Call& call : calls) call.Start(stub_, method, requests[next++ % requests.size()], queue);
  void* tag = nullptr;
  bool is_done = false;
  for (size_t running = calls.size(); running > 0 && queue.Next(&tag, &is_done);) {
    Call& call = *static_cast<Call*>(tag);
    const auto now = Clock::now();
    if (!call.status.ok()) Fail(method, call.status);
    milliseconds.push_back(Seconds(now - call.start) * 1e3);
    if (now - begin < load.duration) {
      call.Start(stub_, method, requests[next++ % requests.size()], queue);
    } else {
      --running;
    }
  }
  return LoadResult::From(std::move(milliseconds), Seconds(Clock::now() - begin));
}

std::string GrpcCaller::Ask(const std::string& method, const grpc::ByteBuffer& request) {
  grpc::CompletionQueue queue;
  Call call;
  call.Start(stub_, method, request, queue);
  void* tag = nullptr;
  bool is_done = false;
  queue.Next(&tag, &is_done);
  if (!call.status.ok()) Fail(method, call.status);
  std::vector<grpc::Slice> slices;
  if (!call.response.Dump(&slices).ok()) return "";
  std::string bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

grpc::ByteBuffer ToByteBuffer(const google::protobuf::Message& message) {
  grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace dateline::testing
