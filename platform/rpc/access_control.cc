#include "platform/rpc/access_control.h"

#include <atomic>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

constexpr absl::string_view kBearer = "Bearer ";
constexpr absl::string_view kRolePrefix = "role:";
constexpr absl::string_view kTokenPrefix = "token:";

absl::Status Unauthenticated(absl::string_view message) {
  return errors::Error(absl::StatusCode::kUnauthenticated, "UNAUTHENTICATED", message);
}

}  // namespace

template <typename Content>
absl::Status AccessControl::Follow(const std::string& path, absl::Duration interval, const char* kind,
                                   std::shared_ptr<const Content>& current) {
  auto load = [this, &current](absl::string_view text) {
    absl::StatusOr<Content> content = Content::Parse(text);
    if (!content.ok()) return content.status();
    threading::MutexLock lock(mutex_);
    current = std::make_shared<const Content>(*std::move(content));
    return absl::OkStatus();
  };
  return Watch(path, interval, kind, absl::StrCat("the last good ", kind, " file stays in force"), std::move(load));
}

absl::Status AccessControl::Watch(const std::string& path, absl::Duration interval, const char* kind,
                                  std::string effect, FileLoader load) {
  const telemetry::Labels labels = {{"file", kind}};
  telemetry::Counter& failures = telemetry_.metrics.GetCounter("dateline_access_reload_failures_total",
                                                               "Changes of a file that were refused.", labels);
  const auto is_current = std::make_shared<std::atomic<bool>>(true);
  telemetry_.metrics.ReadGauge("dateline_access_file_current", "1: the file as it is now is in force.", labels,
                               [is_current] { return is_current->load() ? 1 : 0; });
  auto observe = [this, path, effect = std::move(effect), &failures, is_current](const absl::Status& status) {
    *is_current = status.ok();
    if (status.ok()) {
      telemetry_.log.Write(telemetry::Severity::kInfo, "access-reloaded", {{"file", path}});
      threading::MutexLock lock(listener_mutex_);
      if (listener_ != nullptr) listener_();
      return;
    }
    failures.Increment();
    telemetry_.log.Write(telemetry::Severity::kError, "access-reload-failed",
                         {{"file", path}, {"reason", std::string(status.message())}, {"effect", effect}});
  };
  auto file = WatchedFile::Start(path, interval, std::move(load), std::move(observe));
  if (!file.ok()) return file.status();
  files_.push_back(*std::move(file));
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<AccessControl>> AccessControl::Start(const AccessFiles& files,
                                                                    telemetry::Telemetry& telemetry) {
  auto access = std::unique_ptr<AccessControl>(new AccessControl(telemetry));
  const absl::Duration interval = files.reload_interval;
  if (!files.token_file.empty()) {
    const absl::Status followed = access->Follow(files.token_file, interval, "token", access->tokens_);
    if (!followed.ok()) return followed;
  }
  if (!files.policy_file.empty()) {
    const absl::Status followed = access->Follow(files.policy_file, interval, "policy", access->policy_);
    if (!followed.ok()) return followed;
  }
  const TlsFiles& tls = files.tls;
  const std::pair<const char*, std::string> tls_files[] = {
      {"certificate", tls.certificate}, {"key", tls.key}, {"client-ca", tls.ca}};
  for (const auto& [kind, path] : tls_files) {
    if (path.empty()) continue;
    const absl::Status watched =
        access->Watch(path, interval, kind, "new connections fail until certificate, key and authority are in order",
                      [tls](absl::string_view) { return CheckTlsFiles(tls); });
    if (!watched.ok()) return watched;
  }
  return access;
}

void AccessControl::OnChange(std::function<void()> listener) {
  threading::MutexLock lock(listener_mutex_);
  listener_ = std::move(listener);
}

absl::StatusOr<Caller> AccessControl::Identify(const Credentials& credentials) const {
  Caller caller;
  for (const std::string& name : credentials.certificate_names) {
    // A certificate cannot give itself a role.
    if (absl::StartsWith(name, kRolePrefix) || absl::StartsWith(name, kTokenPrefix)) continue;
    if (caller.name.empty()) caller.name = name;
    caller.principals.push_back(name);
  }
  if (credentials.authorization.empty()) return caller;
  if (!absl::StartsWithIgnoreCase(credentials.authorization, kBearer)) {
    return Unauthenticated("the authorization header is not \"Bearer TOKEN\"");
  }
  const std::shared_ptr<const TokenTable> table = tokens();
  const TokenHolder* const holder =
      table == nullptr ? nullptr : table->Find(absl::string_view(credentials.authorization).substr(kBearer.size()));
  if (holder == nullptr) return Unauthenticated("nobody here holds this token");
  caller.name = holder->name;
  caller.principals.push_back(absl::StrCat(kTokenPrefix, holder->name));
  for (const std::string& role : holder->roles) caller.principals.push_back(absl::StrCat(kRolePrefix, role));
  return caller;
}

absl::Status AccessControl::Authorize(const Caller& caller, absl::string_view path) const {
  const std::shared_ptr<const AuthorizationPolicy> current = policy();
  if (current == nullptr) return absl::OkStatus();
  const AuthorizationPolicy::Decision decision = current->Decide(caller.principals, path);
  if (decision.allowed) return absl::OkStatus();
  if (caller.principals.empty()) return Unauthenticated("this method needs a certificate or a bearer token");
  return errors::Error(absl::StatusCode::kPermissionDenied, "PERMISSION_DENIED",
                       absl::StrCat(caller.name, " may not call ", path), {{"rule", decision.rule}});
}

std::shared_ptr<const TokenTable> AccessControl::tokens() const {
  threading::MutexLock lock(mutex_);
  return tokens_;
}

std::shared_ptr<const AuthorizationPolicy> AccessControl::policy() const {
  threading::MutexLock lock(mutex_);
  return policy_;
}

}  // namespace dateline::rpc
