#include "platform/rpc/client_channel.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/base/thread_annotations.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/support/client_interceptor.h"
#include "platform/rpc/steady_time.h"
#include "platform/rpc/watched_file.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {
namespace {

using grpc::experimental::InterceptionHookPoints;

constexpr absl::Duration kTokenAge = absl::Seconds(1);

// Anything else would be no header, and end the program in gRPC.
absl::StatusOr<std::string> ReadToken(const std::string& path) {
  const absl::StatusOr<std::string> content = ReadSmallFile(path);
  if (!content.ok()) return content.status();
  const absl::string_view token = absl::StripAsciiWhitespace(*content);
  if (token.empty()) return absl::InvalidArgumentError(absl::StrCat(path, " holds no token"));
  if (std::all_of(token.begin(), token.end(), [](unsigned char c) { return absl::ascii_isprint(c); })) {
    return std::string(token);
  }
  return absl::InvalidArgumentError(absl::StrCat(path, " holds something else than a token: give one line of ASCII"));
}

// The token in a file, read again when it was read a while ago. Thread safety: any thread.
class TokenSource {
 public:
  explicit TokenSource(std::string path) : path_(std::move(path)) {}

  // As of the last time that the file held one.
  std::string Get() ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    const absl::Time now = SteadyNow();
    if (now - read_ < kTokenAge) return token_;
    read_ = now;
    absl::StatusOr<std::string> token = ReadToken(path_);
    if (token.ok()) token_ = *std::move(token);
    return token_;
  }

 private:
  const std::string path_;
  threading::Mutex mutex_;
  std::string token_ ABSL_GUARDED_BY(mutex_);
  absl::Time read_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

class TokenInterceptor final : public grpc::experimental::Interceptor {
 public:
  explicit TokenInterceptor(TokenSource& source) : source_(source) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      methods->GetSendInitialMetadata()->emplace("authorization", absl::StrCat("Bearer ", source_.Get()));
    }
    methods->Proceed();
  }

 private:
  TokenSource& source_;
};

class TokenInterceptors final : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  explicit TokenInterceptors(std::string path) : source_(std::move(path)) {}
  grpc::experimental::Interceptor* CreateClientInterceptor(grpc::experimental::ClientRpcInfo*) override {
    return new TokenInterceptor(source_);
  }

 private:
  TokenSource source_;
};

// `target`: HOST:PORT, or several addresses as gRPC has them: ipv4:HOST:PORT,HOST:PORT.
bool StaysHere(absl::string_view target) {
  if (!absl::ConsumePrefix(&target, "ipv4:")) absl::ConsumePrefix(&target, "ipv6:");
  return absl::c_all_of(absl::StrSplit(target, ','), IsLoopback);
}

}  // namespace

absl::Status CheckClientSecurity(absl::string_view target, const ClientSecurity& security) {
  if (absl::Status files = CheckTlsFiles(security.tls); !files.ok()) return files;
  if (!security.token_file.empty()) {
    if (absl::Status read = ReadToken(security.token_file).status(); !read.ok()) return read;
  }
  if (security.tls.ca.empty() && !security.tls.certificate.empty()) {
    return absl::InvalidArgumentError("a certificate is given without the CA of the other side");
  }
  if (!security.tls.ca.empty() || security.allow_plaintext || StaysHere(target)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("calls to ", target, " would leave this machine in plain text: give the CA of its certificate"));
}

std::shared_ptr<grpc::Channel> OpenChannel(const std::string& target, const ClientSecurity& security,
                                           const grpc::ChannelArguments& arguments) {
  const auto credentials = security.tls.ca.empty() ? grpc::InsecureChannelCredentials() : TlsClient(security.tls);
  std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> interceptors;
  if (!security.token_file.empty()) {
    interceptors.push_back(std::make_unique<TokenInterceptors>(security.token_file));
  }
  return grpc::experimental::CreateCustomChannelWithInterceptors(target, credentials, arguments,
                                                                 std::move(interceptors));
}

}  // namespace dateline::rpc
