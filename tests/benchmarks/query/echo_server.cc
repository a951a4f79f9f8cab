#include "tests/benchmarks/query/echo_server.h"

#include <atomic>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>

#include "dateline/v1/query_service.grpc.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "platform/rpc/message_bytes.h"

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

using RawService = v1::QueryService::WithRawCallbackMethod_GetFact<
    v1::QueryService::WithRawCallbackMethod_ListFacts<v1::QueryService::WithRawCallbackMethod_SearchFacts<
        v1::QueryService::WithRawCallbackMethod_AggregateFacts<v1::QueryService::Service>>>>;

// The calls are raw in both forms, as those of the real service are: kProtobuf adds to kBytes what protobuf costs.
class EchoService final : public RawService {
 public:
  EchoService(std::vector<std::string> answers, EchoForm form) : answers_(std::move(answers)), form_(form) {}

  grpc::ServerUnaryReactor* GetFact(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override {
    return Echo<v1::GetFactRequest, v1::GetFactResponse>(context, *request, *response);
  }
  grpc::ServerUnaryReactor* ListFacts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                      grpc::ByteBuffer* response) override {
    return Echo<v1::ListFactsRequest, v1::ListFactsResponse>(context, *request, *response);
  }
  grpc::ServerUnaryReactor* SearchFacts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override {
    return Echo<v1::SearchFactsRequest, v1::SearchFactsResponse>(context, *request, *response);
  }
  grpc::ServerUnaryReactor* AggregateFacts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override {
    return Echo<v1::AggregateFactsRequest, v1::AggregateFactsResponse>(context, *request, *response);
  }

 private:
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const grpc::ByteBuffer& bytes,
                                 grpc::ByteBuffer& response) {
    const size_t place = next_++ % answers_.size();
    if (form_ == EchoForm::kBytes) {
      grpc::Slice slice(answers_[place]);
      response = grpc::ByteBuffer(&slice, 1);
    } else {
      Request request;
      if (!rpc::ParseMessage(bytes, request).ok()) std::cerr << "a request that cannot be parsed\n";
      response = rpc::SerializeMessage(Parsed<Response>()[place]);
    }
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
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
};

}  // namespace

int ServeEchoes(const std::string& path, EchoForm form) {
  EchoService service(ReadAnswers(path), form);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::cout << "listening on 127.0.0.1:" << port << std::endl;
  server->Wait();
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
