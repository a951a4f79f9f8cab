#include "platform/rpc/guarded_service.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "platform/rpc/status_conversion.h"

namespace dateline::rpc {
namespace {

using google::protobuf::MethodDescriptor;
using grpc::ByteBuffer;
using grpc::CallbackServerContext;
using grpc::internal::MethodHandler;
using grpc::internal::RpcMethod;
using HandlerParameter = MethodHandler::HandlerParameter;

// grpc::Service keeps its methods from others than its subclasses.
class ServiceAccess : public grpc::Service {
 public:
  static MethodHandler* HandlerOf(grpc::Service& service, int index) {
    return (service.*(&ServiceAccess::GetHandler))(index);
  }
};

// Ends a stream before it has begun.
template <typename Reactor>
class RefusedStream final : public Reactor {
 public:
  explicit RefusedStream(const grpc::Status& status) { this->Finish(status); }
  void OnDone() override { delete this; }
};

RpcMethod::RpcType TypeOf(const MethodDescriptor& method) {
  if (method.client_streaming()) {
    return method.server_streaming() ? RpcMethod::BIDI_STREAMING : RpcMethod::CLIENT_STREAMING;
  }
  return method.server_streaming() ? RpcMethod::SERVER_STREAMING : RpcMethod::NORMAL_RPC;
}

// Answers the call with `status` in place of its method. gRPC needs the method's own kind of reactor for that; none of
// these keeps its handler beyond RunHandler.
void Refuse(RpcMethod::RpcType type, const HandlerParameter& parameter, const grpc::Status& status) {
  switch (type) {
    case RpcMethod::NORMAL_RPC:
      return grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
                 [&](CallbackServerContext* context, const ByteBuffer*, ByteBuffer*) {
                   grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
                   reactor->Finish(status);
                   return reactor;
                 })
          .RunHandler(parameter);
    case RpcMethod::CLIENT_STREAMING:
      return grpc::internal::CallbackClientStreamingHandler<ByteBuffer, ByteBuffer>(
                 [&](CallbackServerContext*, ByteBuffer*) {
                   return new RefusedStream<grpc::ServerReadReactor<ByteBuffer>>(status);
                 })
          .RunHandler(parameter);
    case RpcMethod::SERVER_STREAMING:
      return grpc::internal::CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>(
                 [&](CallbackServerContext*, const ByteBuffer*) {
                   return new RefusedStream<grpc::ServerWriteReactor<ByteBuffer>>(status);
                 })
          .RunHandler(parameter);
    default:
      return grpc::internal::CallbackBidiHandler<ByteBuffer, ByteBuffer>([&](CallbackServerContext*) {
               return new RefusedStream<grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>>(status);
             })
          .RunHandler(parameter);
  }
}

absl::Status NoRequest() {
  return absl::ResourceExhaustedError("the request did not come, or is larger than this service takes");
}

class GuardedMethod final : public MethodHandler {
 public:
  GuardedMethod(MethodHandler& inner, RpcMethod::RpcType type, Method method, CallGuard& guard)
      : inner_(inner), type_(type), method_(std::move(method)), guard_(guard) {}

  const char* path() const { return method_.path.c_str(); }

  void RunHandler(const HandlerParameter& parameter) override {
    const std::shared_ptr<GuardedCall> call = guard_.Begin(*parameter.server_context, method_, CallOutcome::Current());
    const HandlerParameter noted = WithEnd(parameter, call);
    const absl::Status admitted = guard_.Admit(*parameter.server_context, *call);
    if (!admitted.ok()) return Refuse(type_, noted, ToGrpcStatus(admitted));
    if (LacksRequest(parameter)) {
      call->refused = true;
      return Refuse(type_, noted, ToGrpcStatus(NoRequest()));
    }
    guard_.EnterWhenPossible(
        call,
        [this, call, noted] {
          const CallOutcome::Scope scope(call->outcome);
          inner_.RunHandler(noted);
        },
        [this, noted](const absl::Status& refusal) { Refuse(type_, noted, ToGrpcStatus(refusal)); });
  }

  void* Deserialize(grpc_call* call, grpc_byte_buffer* request, grpc::Status* status, void** handler_data) override {
    return inner_.Deserialize(call, request, status, handler_data);
  }

 private:
  // gRPC runs a method also where its one message was too large, or never came.
  bool LacksRequest(const HandlerParameter& parameter) const {
    const bool takes_one = type_ == RpcMethod::NORMAL_RPC || type_ == RpcMethod::SERVER_STREAMING;
    return takes_one && parameter.status.ok() && !static_cast<const ByteBuffer*>(parameter.request)->Valid();
  }

  // The parameter with a last step, at which the guard notes the end of the call.
  HandlerParameter WithEnd(const HandlerParameter& parameter, const std::shared_ptr<GuardedCall>& call) {
    auto last_step = [this, call, context = parameter.server_context, requester = parameter.call_requester] {
      guard_.End(*call, context->IsCancelled());
      requester();
    };
    return {parameter.call,   parameter.server_context, parameter.request,
            parameter.status, parameter.internal_data,  std::move(last_step)};
  }

  MethodHandler& inner_;
  const RpcMethod::RpcType type_;
  const Method method_;
  CallGuard& guard_;
};

class GuardedService final : public grpc::Service {
 public:
  void Add(int index, RpcMethod::RpcType type, std::unique_ptr<GuardedMethod> method) {
    AddMethod(new grpc::internal::RpcServiceMethod(method->path(), type, nullptr));
    MarkMethodRawCallback(index, method.release());
  }
};

bool Contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Method MethodOf(const ServedService& served, const MethodDescriptor& descriptor, const CallGuard& guard) {
  Method method;
  method.path = absl::StrCat("/", served.name, "/", descriptor.name());
  method.writes = Contains(served.writes, descriptor.name());
  if (method.writes || Contains(served.costly, descriptor.name())) method.call_class = CallClass::kWork;
  if (TypeOf(descriptor) != RpcMethod::NORMAL_RPC) method.call_class = CallClass::kStream;
  method.metrics = guard.MetricsOf(method.path);
  return method;
}

}  // namespace

absl::StatusOr<std::unique_ptr<grpc::Service>> GuardService(const ServedService& served, CallGuard& guard) {
  const auto* const descriptor = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(served.name);
  if (descriptor == nullptr) return absl::InvalidArgumentError(absl::StrCat("no service ", served.name, " is linked"));
  for (const auto* names : {&served.writes, &served.costly}) {
    for (const std::string& name : *names) {
      if (descriptor->FindMethodByName(name) == nullptr) {
        return absl::InvalidArgumentError(absl::StrCat(served.name, " has no method ", name));
      }
    }
  }
  auto guarded = std::make_unique<GuardedService>();
  for (int i = 0; i < descriptor->method_count(); ++i) {
    const MethodDescriptor& method = *descriptor->method(i);
    MethodHandler* const inner = ServiceAccess::HandlerOf(*served.service, i);
    guarded->Add(i, TypeOf(method),
                 std::make_unique<GuardedMethod>(*inner, TypeOf(method), MethodOf(served, method, guard), guard));
  }
  return guarded;
}

}  // namespace dateline::rpc
