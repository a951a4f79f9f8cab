#include "platform/rpc/server_host.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "grpc/support/log.h"
#include "grpcpp/ext/channelz_service_plugin.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/server_builder.h"
#include "platform/errors/errors.h"
#include "platform/rpc/steady_time.h"
#include "platform/rpc/token_buckets.h"
#include "platform/telemetry/process_metrics.h"

namespace dateline::rpc {
namespace {

// What a call may have sent before it is asked for.
constexpr int kMaxUnreadBytes = 256 << 10;
// A connection that has not said what it wants by then is closed.
constexpr absl::Duration kHandshakeTimeout = absl::Seconds(10);
// A connection without a call for so long is closed.
constexpr absl::Duration kIdleTimeout = absl::Minutes(10);
constexpr absl::Duration kKeepaliveInterval = absl::Seconds(60);
constexpr absl::Duration kKeepaliveTimeout = absl::Seconds(20);
// A client that pings more often is shown out.
constexpr absl::Duration kShortestPingInterval = absl::Seconds(5);
// Reflection and health, and nothing else, have a thread for each call; a watch of health keeps it.
constexpr int kMaxSynchronousThreads = 128;
constexpr double kLibraryLinesPerSecond = 10;

// Where gRPC's errors go: the log of the host that was started last, while that lives.
struct LibraryLog {
  threading::Mutex mutex;
  const telemetry::Log* log ABSL_GUARDED_BY(mutex) = nullptr;
  TokenBuckets lines{kLibraryLinesPerSecond};  // not as many as a stranger can cause
};

LibraryLog& TheLibraryLog() {
  static auto* const log = new LibraryLog;
  return *log;
}

void WriteLibraryError(gpr_log_func_args* arguments) {
  LibraryLog& library = TheLibraryLog();
  if (arguments->severity != GPR_LOG_SEVERITY_ERROR) return;
  if (library.lines.Take("", SteadyNow()) > absl::ZeroDuration()) return;
  threading::MutexLock lock(library.mutex);
  if (library.log == nullptr) {
    absl::FPrintF(stderr, "gRPC: %s\n", arguments->message);
  } else {
    library.log->Write(telemetry::Severity::kError, "grpc", {{"message", arguments->message}});
  }
}

int Milliseconds(absl::Duration duration) { return static_cast<int>(absl::ToInt64Milliseconds(duration)); }

void Configure(const ServerOptions& options, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(options.max_receive_message_bytes);
  builder.SetMaxSendMessageSize(options.max_send_message_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, options.max_metadata_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.max_concurrent_streams);
  // By itself gRPC takes in more from a connection the faster it is, tens of megabytes, before anybody asks for it.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, kMaxUnreadBytes);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, Milliseconds(kHandshakeTimeout));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, Milliseconds(kIdleTimeout));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(kKeepaliveInterval));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Milliseconds(kKeepaliveTimeout));
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             Milliseconds(kShortestPingInterval));
  // This gRPC unpacks a message before it looks at its size: a few bytes could become all of the memory.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  for (const auto algorithm : {GRPC_COMPRESS_DEFLATE, GRPC_COMPRESS_GZIP}) {
    builder.SetCompressionAlgorithmSupportStatus(algorithm, false);
  }
  builder.SetResourceQuota(grpc::ResourceQuota("server").SetMaxThreads(kMaxSynchronousThreads));
}

bool AsksForCredentials(const ServerOptions& options) {
  return !options.tls.ca.empty() || !options.access.token_file.empty();
}

std::shared_ptr<grpc::ServerCredentials> CredentialsFor(const ServerOptions& options) {
  if (options.tls.empty()) return grpc::InsecureServerCredentials();
  if (options.tls.ca.empty()) return TlsServer(options.tls, ClientCertificate::kNotAsked);
  // With tokens, a certificate is one of two ways to say who one is.
  return TlsServer(options.tls,
                   options.access.token_file.empty() ? ClientCertificate::kRequired : ClientCertificate::kOptional);
}

}  // namespace

absl::Status CheckSecurity(const ServerOptions& options) {
  const TlsFiles& tls = options.tls;
  if (absl::Status files = CheckTlsFiles(tls); !files.ok()) return files;
  const bool loopback = IsLoopback(options.listen_address);
  if (!tls.empty() && tls.certificate.empty()) {
    return absl::InvalidArgumentError("--tls-client-ca and --tls-crl-directory need --tls-certificate and --tls-key");
  }
  if (!tls.crl_directory.empty() && tls.ca.empty()) {
    return absl::InvalidArgumentError("--tls-crl-directory needs --tls-client-ca");
  }
  if (tls.empty() && !loopback && !options.allow_plaintext) {
    return absl::InvalidArgumentError(absl::StrCat("--listen=", options.listen_address,
                                                   " can be reached from other machines: give --tls-certificate ",
                                                   "and --tls-key, or --allow-plaintext when something else encrypts"));
  }
  if (AsksForCredentials(options) && options.access.policy_file.empty()) {
    return absl::InvalidArgumentError("--token-file and --tls-client-ca need --policy-file: who may call what");
  }
  if (options.channelz && !loopback) {
    return absl::InvalidArgumentError("--channelz is for a service that listens on a loopback address");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<ServerHost>> ServerHost::Start(const ServerOptions& options,
                                                              absl::Span<const ServedService> services,
                                                              telemetry::Telemetry* telemetry,
                                                              absl::Span<QueueService* const> queue_services) {
  auto host = std::unique_ptr<ServerHost>(new ServerHost);
  if (telemetry == nullptr) {
    host->quiet_ = std::make_unique<telemetry::Telemetry>(telemetry::LogFormat::kText, [](const std::string&) {});
    telemetry = host->quiet_.get();
  }
  host->telemetry_ = telemetry;
  if (absl::Status prepared = host->Prepare(options, services); !prepared.ok()) return prepared;
  if (absl::Status serving = host->Serve(options, queue_services); !serving.ok()) return serving;
  return host;
}

absl::Status ServerHost::Prepare(const ServerOptions& options, absl::Span<const ServedService> services) {
  if (absl::Status secure = CheckSecurity(options); !secure.ok()) return secure;
  AccessFiles files = options.access;
  files.tls = options.tls;
  auto access = AccessControl::Start(files, *telemetry_);
  if (!access.ok()) return access.status();
  access_ = *std::move(access);
  GuardOptions guard = options.guard;
  guard.max_calls_of_connection = options.max_concurrent_streams;
  guard_ = std::make_unique<CallGuard>(*access_, guard, *telemetry_,
                                       [this](const std::string& peer) { return gate_->ShutOut(peer); });
  access_->OnChange([guard = guard_.get()] { guard->EndUnwelcomeStreams(); });
  for (const ServedService& served : services) {
    auto guarded = GuardService(served, *guard_);
    if (!guarded.ok()) return guarded.status();
    services_.push_back(*std::move(guarded));
    names_.push_back(served.name);
  }
  names_.insert(names_.end(), options.health_names.begin(), options.health_names.end());
  auto gate = ConnectionGate::Listen(options.listen_address, options.connections);
  if (!gate.ok()) return gate.status();
  gate_ = *std::move(gate);
  return absl::OkStatus();
}

absl::Status ServerHost::Serve(const ServerOptions& options, absl::Span<QueueService* const> queue_services) {
  {
    threading::MutexLock lock(TheLibraryLog().mutex);
    TheLibraryLog().log = &telemetry_->log;
  }
  gpr_set_log_function(WriteLibraryError);
  // Debian's Abseil looks at every lock of gRPC for a deadlock.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  grpc::EnableDefaultHealthCheckService(false);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  if (options.channelz) grpc::channelz::experimental::InitChannelzService();
  grpc::ServerBuilder builder;
  Configure(options, builder);
  if (options.channelz) builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 1);
  auto acceptor = builder.experimental().AddExternalConnectionAcceptor(
      grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD, CredentialsFor(options));
  health_ = std::make_unique<HealthService>(names_);
  builder.RegisterService(health_.get());
  for (const auto& service : services_) builder.RegisterService(service.get());
  std::vector<std::unique_ptr<CallQueue>> queues;
  for (QueueService* each : queue_services) {
    each->SetGuard(*guard_);
    builder.RegisterService(&each->service());
  }
  for (int i = 0; i < options.queue_threads && !queue_services.empty(); ++i) {
    queues.push_back(std::make_unique<CallQueue>(builder.AddCompletionQueue()));
  }
  if (!services_.empty()) {
    // Calls over queues note their outcome themselves.
    std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
    interceptors.push_back(std::make_unique<CallOutcomeInterceptors>());
    builder.experimental().SetInterceptorCreators(std::move(interceptors));
  }
  server_ = builder.BuildAndStart();
  if (server_ == nullptr) return absl::InternalError("gRPC does not start its server");
  for (const auto& queue : queues) {
    for (QueueService* each : queue_services) each->AwaitCalls(*queue);
    queue->Start();
  }
  {
    threading::MutexLock lock(mutex_);
    queues_ = std::move(queues);
  }
  AddMetrics(options);
  if (!options.metrics_address.empty()) {
    auto metrics = telemetry::MetricsServer::Start(options.metrics_address, telemetry_->metrics);
    if (!metrics.ok()) return metrics.status();
    metrics_ = *std::move(metrics);
  }
  gate_->Open(std::move(acceptor), [telemetry = telemetry_](const std::string& host) {
    telemetry->log.Write(telemetry::Severity::kWarning, "memory-flood",
                         {{"host", host}, {"message", "sent most while memory grew fast; it is shut out"}});
  });
  if (!IsLoopback(options.listen_address)) WarnOfOpenDoors(options);
  return absl::OkStatus();
}

void ServerHost::WarnOfOpenDoors(const ServerOptions& options) {
  const auto warn = [this](absl::string_view event, absl::string_view message) {
    telemetry_->log.Write(telemetry::Severity::kWarning, event,
                          {{"address", gate_->address()}, {"message", std::string(message)}});
  };
  if (options.tls.empty()) {
    warn("plain-text", "everybody on the way can read and change what is said; give --tls-certificate");
  }
  if (options.access.policy_file.empty()) {
    warn("open-to-all",
         "whoever reaches this address may call everything; give --policy-file with --token-file or --tls-client-ca");
  }
}

void ServerHost::AddMetrics(const ServerOptions& options) {
  telemetry::Metrics& metrics = telemetry_->metrics;
  telemetry::AddProcessMetrics(metrics);
  metrics.ReadGauge("dateline_connections", "Connections that are open.", {}, [this] { return gate_->connections(); });
  metrics.ReadGauge("dateline_connections_limit", "Connections that may be open.", {},
                    [this] { return gate_->max_connections(); });
  metrics.ReadCounter("dateline_connections_refused_total", "Connections closed at once, for there were too many.", {},
                      [this] { return static_cast<double>(gate_->refused()); });
  metrics.ReadCounter("dateline_connections_shut_out_total", "Connections cut, for they flooded the service.", {},
                      [this] { return static_cast<double>(gate_->shut_out()); });
  if (options.tls.certificate.empty()) return;
  metrics.ReadGauge(
      "dateline_tls_certificate_expiry_seconds", "When the certificate ends, in seconds since 1970.", {},
      [file = options.tls.certificate] { return absl::ToDoubleSeconds(CertificateExpiry(file) - absl::UnixEpoch()); });
}

ServerHost::~ServerHost() {
  telemetry_->metrics.StopReading();
  if (access_ != nullptr) access_->OnChange(nullptr);
  if (server_ != nullptr) Shutdown(absl::ZeroDuration());
  threading::MutexLock lock(TheLibraryLog().mutex);
  if (TheLibraryLog().log == &telemetry_->log) TheLibraryLog().log = nullptr;
}

void ServerHost::SetServing(bool serving) { health_->SetServing(serving); }

void ServerHost::Shutdown(absl::Duration grace) {
  health_->Shutdown();
  gate_->Close();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + grace));
  server_->Wait();
  threading::MutexLock lock(mutex_);
  queues_.clear();
}

}  // namespace dateline::rpc
