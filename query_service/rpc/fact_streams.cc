#include "query_service/rpc/fact_streams.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/rpc/guarded_service.h"
#include "platform/rpc/message_bytes.h"
#include "query_service/rpc/answer_stream.h"
#include "query_service/rpc/export_source.h"
#include "query_service/rpc/watch_source.h"

namespace dateline::rpc {
namespace {

constexpr absl::Duration kDefaultBookmarkInterval = absl::Seconds(10);

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* FactStreams::ExportFacts(grpc::CallbackServerContext*,
                                                                     const grpc::ByteBuffer* bytes) {
  v1::ExportFactsRequest request;
  absl::Status valid = ParseMessage(*bytes, request);
  if (valid.ok()) valid = Validate(request, options_.limits);
  if (!valid.ok()) return AnswerStream::Refuse(valid);
  auto source = std::make_unique<ExportSource>(std::move(request), answers_, gate_, options_.max_message_duration);
  return AnswerStream::Start(std::move(source), workers_);
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* FactStreams::WatchFacts(grpc::CallbackServerContext*,
                                                                    const grpc::ByteBuffer* bytes) {
  v1::WatchFactsRequest request;
  absl::Status valid = ParseMessage(*bytes, request);
  if (valid.ok()) valid = Validate(request, options_.limits);
  if (!valid.ok()) return AnswerStream::Refuse(valid);
  const absl::Duration interval = request.bookmark_interval_ms() == 0
                                      ? kDefaultBookmarkInterval
                                      : absl::Milliseconds(request.bookmark_interval_ms());
  auto watch = watches::Watch::Create(std::move(request), answers_, watches_.reader, watches_.hub, options_.watches);
  if (!watch.ok()) return AnswerStream::Refuse(watch.status());
  return AnswerStream::Start(std::make_unique<WatchSource>(*std::move(watch), watches_.hub, interval),
                             watches_.workers);
}

void FactStreams::SetGuard(CallGuard& guard) {
  GuardMethod("ExportFacts", &FactStreams::ExportFacts, guard);
  GuardMethod("WatchFacts", &FactStreams::WatchFacts, guard);
}

void FactStreams::GuardMethod(const std::string& name, Stream method, CallGuard& guard) {
  const auto& service = *v1::GetIndexStatusRequest::descriptor()->file()->FindServiceByName("QueryService");
  auto handler = GuardStream(
      absl::StrCat("/", v1::QueryService::service_full_name(), "/", name),
      [this, method](grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) {
        return (this->*method)(context, request);
      },
      guard);
  MarkMethodRawCallback(service.FindMethodByName(name)->index(), handler.release());
}

}  // namespace dateline::rpc
