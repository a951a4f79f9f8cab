#include "cli/service_client.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"

namespace dateline::cli {
namespace {

constexpr int kMaxResponseBytes = 64 << 20;  // a page of 1000 facts with long evidence

std::string Explanation(const absl::Status& error, const ServiceTarget& target) {
  const std::string reason = errors::Reason(error);
  if (!reason.empty()) return absl::StrCat(error.message(), " [", reason, "]");
  switch (error.code()) {
    case absl::StatusCode::kUnavailable:
      return absl::StrCat("cannot reach ", target.program, " at ", target.address,
                          ": start it, or say where it listens by ", target.option);
    case absl::StatusCode::kDeadlineExceeded:
      return absl::StrCat(target.program, " at ", target.address, " did not answer within ", target.timeout_seconds,
                          " s; wait longer with --timeout");
    default:
      return absl::StrCat(target.program, ": ", error.ToString());
  }
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const ServiceTarget& target) {
  const absl::Status checked = rpc::CheckClientSecurity(target.address, target.security);
  if (!checked.ok()) {
    return absl::Status(checked.code(), absl::StrCat(checked.message(), " (--ca, --certificate, --key, --token-file)"));
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxResponseBytes);
  return rpc::OpenChannel(target.address, target.security, arguments);
}

absl::Status CallError(const grpc::Status& status, const ServiceTarget& target) {
  const absl::Status error = rpc::FromGrpcStatus(status);
  std::string line = Explanation(error, target);
  std::replace(line.begin(), line.end(), '\n', ' ');
  absl::Status result(error.code(), line);
  error.ForEachPayload(
      [&result](absl::string_view type_url, const absl::Cord& payload) { result.SetPayload(type_url, payload); });
  return result;
}

}  // namespace dateline::cli
