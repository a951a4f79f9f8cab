#include "platform/rpc/status_conversion.h"

#include <string>

#include "absl/strings/cord.h"
#include "google/rpc/status.pb.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

// `status` with a reason, so that clients can rely on one.
absl::Status WithReason(const absl::Status& status) {
  if (!errors::Reason(status).empty()) return status;
  return errors::Error(status.code(), absl::StatusCodeToString(status.code()), status.message());
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const absl::Status reasoned = WithReason(status);
  google::rpc::Status details;
  details.set_code(static_cast<int>(reasoned.code()));
  details.set_message(std::string(reasoned.message()));
  reasoned.ForEachPayload([&details](absl::string_view type_url, const absl::Cord& payload) {
    google::protobuf::Any* const detail = details.add_details();
    detail->set_type_url(std::string(type_url));
    detail->set_value(std::string(payload));
  });
  return grpc::Status(static_cast<grpc::StatusCode>(reasoned.code()), std::string(reasoned.message()),
                      details.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return result;
  for (const google::protobuf::Any& detail : details.details()) {
    result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

}  // namespace dateline::rpc
