#include "platform/errors/field_errors.h"

#include <string>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"

namespace dateline::errors {
namespace {

constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";

}  // namespace

absl::Status JoinFieldErrors(std::initializer_list<absl::Status> checks) {
  absl::Status first;
  google::rpc::BadRequest all;
  for (const absl::Status& check : checks) {
    if (check.ok()) continue;
    if (first.ok()) first = check;
    const auto payload = check.GetPayload(kBadRequestUrl);
    google::rpc::BadRequest bad_request;
    if (payload.has_value() && bad_request.ParseFromString(std::string(*payload))) all.MergeFrom(bad_request);
  }
  if (all.field_violations_size() > 0) first.SetPayload(kBadRequestUrl, absl::Cord(all.SerializeAsString()));
  return first;
}

}  // namespace dateline::errors
