// A unary call whose work happens on a worker, away from the threads that serve the network.
#ifndef DATELINE_PLATFORM_RPC_UNARY_CALL_H_
#define DATELINE_PLATFORM_RPC_UNARY_CALL_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "platform/rpc/call_outcome.h"
#include "platform/rpc/message_bytes.h"
#include "platform/rpc/status_conversion.h"
#include "platform/threading/worker_pool.h"

namespace dateline::rpc {

// RESOURCE_EXHAUSTED (OVERLOADED) with a retry delay: the queue of the workers is full.
absl::Status Overloaded();

// Takes the outcome of a call, once, on any thread.
template <typename Response>
using Answer = std::function<void(absl::StatusOr<Response>)>;

// What a service says about a request that could not be parsed.
using ParseErrorMapping = std::function<absl::Status(const absl::Status&)>;

inline absl::Status SameParseError(const absl::Status& error) { return error; }

// What a request names: the resource itself, or the article that it brings.
template <typename Request>
std::string ResourceOf(const Request& request) {
  if constexpr (requires { request.name(); }) {
    return request.name();
  } else if constexpr (requires { request.article().name(); }) {
    return request.article().name();
  } else {
    return "";
  }
}

// DEADLINE_EXCEEDED or CANCELLED: nobody waits for the answer any more.
absl::Status CheckAwaited(const grpc::CallbackServerContext& context, const CallOutcome* outcome);

// Parses the request and calls `serve` with it on a worker; answers when `serve` calls its Answer, then or later. For
// methods registered raw (WithRawCallbackMethod_...).
template <typename Request, typename Response>
grpc::ServerUnaryReactor* ServeUnaryLater(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request_bytes,
                                          grpc::ByteBuffer* response_bytes, threading::WorkerPool& workers,
                                          std::function<void(Request, Answer<Response>)> serve,
                                          const ParseErrorMapping& map_parse_error = SameParseError) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const std::shared_ptr<CallOutcome> outcome = CallOutcome::Current();
  const auto note = [outcome](const std::string& resource) {
    if (outcome != nullptr && !resource.empty()) outcome->SetResource(resource);
  };
  auto answer = [reactor, response_bytes, note](absl::StatusOr<Response> response) {
    if (response.ok()) {
      note(ResourceOf(*response));  // may have got its name just now
      *response_bytes = SerializeMessage(*response);
    }
    reactor->Finish(ToGrpcStatus(response.status()));
  };
  const bool scheduled =
      workers.TrySchedule([context, request_bytes, answer, map_parse_error, serve = std::move(serve), outcome, note] {
        if (absl::Status awaited = CheckAwaited(*context, outcome.get()); !awaited.ok()) return answer(awaited);
        Request request;
        const absl::Status parsed = ParseMessage(*request_bytes, request);
        if (!parsed.ok()) return answer(map_parse_error(parsed));
        note(ResourceOf(request));
        serve(std::move(request), answer);
      });
  if (!scheduled) answer(Overloaded());
  return reactor;
}

// The same for work that is done when `serve` returns.
template <typename Request, typename Response>
grpc::ServerUnaryReactor* ServeUnary(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request_bytes,
                                     grpc::ByteBuffer* response_bytes, threading::WorkerPool& workers,
                                     std::function<absl::StatusOr<Response>(const Request&)> serve,
                                     const ParseErrorMapping& map_parse_error = SameParseError) {
  return ServeUnaryLater<Request, Response>(
      context, request_bytes, response_bytes, workers,
      [serve = std::move(serve)](const Request& request, const Answer<Response>& answer) { answer(serve(request)); },
      map_parse_error);
}

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_UNARY_CALL_H_
