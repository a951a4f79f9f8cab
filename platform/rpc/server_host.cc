#include "platform/rpc/server_host.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/synchronization/mutex.h"
#include "grpc/support/log.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server_builder.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

// What a call may have sent before it is asked for.
constexpr int kMaxUnreadBytes = 256 << 10;

thread_local std::string* captured_log = nullptr;

// gRPC writes why it cannot listen only to its log.
void CaptureLog(gpr_log_func_args* arguments) {
  if (captured_log != nullptr) {
    absl::StrAppend(captured_log, arguments->message, "\n");
  } else if (arguments->severity == GPR_LOG_SEVERITY_ERROR) {
    absl::FPrintF(stderr, "gRPC: %s\n", arguments->message);
  }
}

// While it lives, gRPC's log lines of this thread go to `log`.
class LogCapture {
 public:
  explicit LogCapture(std::string& log) {
    gpr_set_log_function(CaptureLog);
    captured_log = &log;
  }
  ~LogCapture() { captured_log = nullptr; }
};

absl::Status CannotListen(absl::string_view address, absl::string_view log) {
  const bool taken = absl::StrContains(log, "Address already in use");
  return errors::Error(
      absl::StatusCode::kUnavailable, "CANNOT_LISTEN",
      taken ? absl::StrCat("cannot listen on ", address,
                           ": another program has this port; stop it, or choose another with --listen")
            : absl::StrCat("cannot listen on ", address,
                           ": not an address of this machine or not allowed; give HOST:PORT with --listen"));
}

void Configure(const ServerOptions& options, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(options.max_receive_message_bytes);
  builder.SetMaxSendMessageSize(options.max_send_message_bytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, options.max_metadata_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.max_concurrent_streams);
  // By itself gRPC takes in more from a connection the faster it is, tens of megabytes, before anybody asks for it.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, kMaxUnreadBytes);
}

// `address` with the port that the system chose in place of 0.
std::string WithPort(absl::string_view address, int port) {
  const size_t colon = address.rfind(':');
  return colon == absl::string_view::npos ? std::string(address) : absl::StrCat(address.substr(0, colon), ":", port);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServerHost>> ServerHost::Start(const ServerOptions& options,
                                                              absl::Span<grpc::Service* const> services,
                                                              absl::Span<QueueService* const> queue_services) {
  // Debian's Abseil looks at every lock of gRPC for a deadlock.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  grpc::EnableDefaultHealthCheckService(false);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  std::string log;
  const LogCapture capture(log);
  grpc::ServerBuilder builder;
  int port = 0;
  Configure(options, builder);
  builder.AddListeningPort(options.listen_address, grpc::InsecureServerCredentials(), &port);
  auto health = std::make_unique<HealthService>(options.health_names);
  builder.RegisterService(health.get());
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::vector<std::unique_ptr<CallQueue>> queues;
  if (!queue_services.empty()) {
    for (QueueService* each : queue_services) builder.RegisterService(&each->service());
    for (int i = 0; i < options.queue_threads; ++i) {
      queues.push_back(std::make_unique<CallQueue>(builder.AddCompletionQueue()));
    }
  }
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return CannotListen(options.listen_address, log);
  for (const auto& queue : queues) {
    for (QueueService* each : queue_services) each->AwaitCalls(*queue);
    queue->Start();
  }
  return std::unique_ptr<ServerHost>(
      new ServerHost(std::move(health), std::move(queues), std::move(server), WithPort(options.listen_address, port)));
}

ServerHost::ServerHost(std::unique_ptr<HealthService> health, std::vector<std::unique_ptr<CallQueue>> queues,
                       std::unique_ptr<grpc::Server> server, std::string address)
    : health_(std::move(health)),
      queues_(std::move(queues)),
      server_(std::move(server)),
      address_(std::move(address)) {}

ServerHost::~ServerHost() { Shutdown(absl::ZeroDuration()); }

void ServerHost::SetServing(bool serving) { health_->SetServing(serving); }

void ServerHost::Shutdown(absl::Duration grace) {
  health_->Shutdown();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + grace));
  server_->Wait();
  threading::MutexLock lock(mutex_);
  queues_.clear();
}

}  // namespace dateline::rpc
