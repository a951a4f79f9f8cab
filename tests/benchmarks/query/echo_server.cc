#include "tests/benchmarks/query/echo_server.h"

#include <unistd.h>

#include <atomic>
#include <deque>
#include <fstream>
#include <iostream>
#include <memory>

#include "dateline/v1/query_service.grpc.pb.h"
#include "platform/rpc/call_queue.h"
#include "platform/rpc/message_bytes.h"
#include "platform/rpc/server_host.h"

namespace dateline::testing {
namespace {

std::vector<std::string> ReadAnswers(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> answers;
  for (uint32_t size = 0; file.read(reinterpret_cast<char*>(&size), sizeof(size));) {
    file.read(answers.emplace_back(size, '\0').data(), size);
  }
  return answers;
}

using RawService = v1::QueryService::WithRawMethod_GetFact<
    v1::QueryService::WithRawMethod_ListFacts<v1::QueryService::WithRawMethod_SearchFacts<
        v1::QueryService::WithRawMethod_AggregateFacts<v1::QueryService::Service>>>>;
using AskMethod = void (RawService::*)(grpc::ServerContext*, grpc::ByteBuffer*,
                                       grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>*, grpc::CompletionQueue*,
                                       grpc::ServerCompletionQueue*, void*);

// Served as the real service is: kProtobuf adds to kBytes what protobuf costs.
class EchoService final : public rpc::QueueService {
 public:
  EchoService(std::vector<std::string> answers, EchoForm form) : answers_(std::move(answers)), form_(form) {
    AddMethod<v1::GetFactRequest, v1::GetFactResponse>(&RawService::RequestGetFact);
    AddMethod<v1::ListFactsRequest, v1::ListFactsResponse>(&RawService::RequestListFacts);
    AddMethod<v1::SearchFactsRequest, v1::SearchFactsResponse>(&RawService::RequestSearchFacts);
    AddMethod<v1::AggregateFactsRequest, v1::AggregateFactsResponse>(&RawService::RequestAggregateFacts);
  }

  grpc::Service& service() override { return service_; }
  void AwaitCalls(rpc::CallQueue& queue) override {
    for (const rpc::UnaryCall::Method& method : methods_) {
      for (int i = 0; i < 16; ++i) rpc::UnaryCall::Await(method, queue);
    }
  }

 private:
  template <typename Request, typename Response>
  void AddMethod(AskMethod ask) {
    methods_.push_back({[this, ask](grpc::ServerContext& context, grpc::ByteBuffer& request, auto& writer,
                                    grpc::ServerCompletionQueue& queue,
                                    void* tag) { (service_.*ask)(&context, &request, &writer, &queue, &queue, tag); },
                        [this](rpc::UnaryCall& call) { Echo<Request, Response>(call); }});
  }

  template <typename Request, typename Response>
  void Echo(rpc::UnaryCall& call) {
    const size_t place = next_++ % answers_.size();
    if (form_ == EchoForm::kBytes) {
      grpc::Slice slice(answers_[place]);
      return call.Finish(grpc::ByteBuffer(&slice, 1), grpc::Status::OK);
    }
    Request request;
    if (!rpc::ParseMessage(call.request(), request).ok()) std::cerr << "a request that cannot be parsed\n";
    call.Finish(rpc::SerializeMessage(Parsed<Response>()[place]), grpc::Status::OK);
  }

  // The answers as messages, parsed once.
  template <typename Response>
  const std::vector<Response>& Parsed() {
    static const auto* const kParsed = [this] {
      auto* messages = new std::vector<Response>(answers_.size());
      for (size_t i = 0; i < answers_.size(); ++i) (*messages)[i].ParseFromString(answers_[i]);
      return messages;
    }();
    return *kParsed;
  }

  const std::vector<std::string> answers_;
  const EchoForm form_;
  std::atomic<size_t> next_ = 0;
  RawService service_;
  std::deque<rpc::UnaryCall::Method> methods_;
};

}  // namespace

int ServeEchoes(const std::string& path, EchoForm form) {
  EchoService service(ReadAnswers(path), form);
  rpc::ServerOptions options;
  options.listen_address = "127.0.0.1:0";
  const auto host = rpc::ServerHost::Start(options, {}, nullptr, {&service});
  if (!host.ok()) {
    std::cerr << host.status() << "\n";
    return 1;
  }
  std::cout << "listening on " << (*host)->address() << std::endl;
  pause();
  return 0;
}

void WriteAnswers(const std::vector<std::string>& answers, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  for (const std::string& answer : answers) {
    const auto size = static_cast<uint32_t>(answer.size());
    file.write(reinterpret_cast<const char*>(&size), sizeof(size));
    file.write(answer.data(), size);
  }
}

}  // namespace dateline::testing
