#include "query_service/rpc/fact_streams.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/rpc/message_bytes.h"
#include "platform/rpc/status_conversion.h"
#include "query_service/rpc/answer_stream.h"
#include "query_service/rpc/export_source.h"
#include "query_service/rpc/watch_source.h"

namespace dateline::rpc {
namespace {

constexpr absl::Duration kDefaultBookmarkInterval = absl::Seconds(10);

}  // namespace

FactStreams::FactStreams(const StreamOptions& options, RawQueryService& service, const answers::Answers& answers,
                         answers::FreshnessGate& gate, threading::WorkerPool& workers, const WatchContext& watches)
    : options_(options), service_(service), answers_(answers), gate_(gate), workers_(workers), watches_(watches) {
  AddMethod("ExportFacts", &RawQueryService::RequestExportFacts, &FactStreams::ServeExport);
  AddMethod("WatchFacts", &RawQueryService::RequestWatchFacts, &FactStreams::ServeWatch);
}

void FactStreams::AddMethod(absl::string_view name, AskMethod ask, void (FactStreams::*serve)(StreamCall&)) {
  auto method = std::make_unique<StreamCall::Method>();
  method->ask = [this, ask](grpc::ServerContext& context, grpc::ByteBuffer& request,
                            grpc::ServerAsyncWriter<grpc::ByteBuffer>& writer, grpc::ServerCompletionQueue& queue,
                            void* tag) { (service_.*ask)(&context, &request, &writer, &queue, &queue, tag); };
  method->answer = [this, serve](StreamCall& call) { (this->*serve)(call); };
  method->guarded.path = absl::StrCat("/", v1::QueryService::service_full_name(), "/", name);
  method->guarded.call_class = CallClass::kStream;
  methods_.push_back(std::move(method));
}

void FactStreams::ServeExport(StreamCall& call) {
  v1::ExportFactsRequest request;
  absl::Status valid = ParseMessage(call.request(), request);
  if (valid.ok()) valid = Validate(request, options_.limits);
  if (!valid.ok()) return call.Finish(ToGrpcStatus(valid));
  auto source = std::make_unique<ExportSource>(std::move(request), answers_, gate_, options_.max_message_duration);
  AnswerStream::Start(call, std::move(source), workers_);
}

void FactStreams::ServeWatch(StreamCall& call) {
  v1::WatchFactsRequest request;
  absl::Status valid = ParseMessage(call.request(), request);
  if (valid.ok()) valid = Validate(request, options_.limits);
  if (!valid.ok()) return call.Finish(ToGrpcStatus(valid));
  const absl::Duration interval = request.bookmark_interval_ms() == 0
                                      ? kDefaultBookmarkInterval
                                      : absl::Milliseconds(request.bookmark_interval_ms());
  auto watch = watches::Watch::Create(std::move(request), answers_, watches_.reader, watches_.hub, options_.watches);
  if (!watch.ok()) return call.Finish(ToGrpcStatus(watch.status()));
  AnswerStream::Start(call, std::make_unique<WatchSource>(*std::move(watch), watches_.hub, interval), watches_.workers);
}

void FactStreams::SetGuard(CallGuard& guard) {
  for (const auto& method : methods_) {
    method->guard = &guard;
    method->guarded.metrics = guard.MetricsOf(method->guarded.path);
  }
}

void FactStreams::AwaitCalls(CallQueue& queue) {
  for (const auto& method : methods_) StreamCall::Await(*method, queue);
}

}  // namespace dateline::rpc
