#include "platform/errors/field_errors.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "platform/errors/errors.h"

namespace dateline::errors {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> FieldsOf(const absl::Status& status) {
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  google::rpc::BadRequest bad_request;
  EXPECT_TRUE(!payload.has_value() || bad_request.ParseFromString(std::string(*payload)));
  std::vector<std::string> fields;
  for (const auto& violation : bad_request.field_violations()) fields.push_back(violation.field());
  return fields;
}

TEST(JoinFieldErrors, IsTheFirstWithTheFieldsOfAll) {
  const absl::Status joined = JoinFieldErrors({
      absl::OkStatus(),
      FieldError("NAME_INVALID", "name", "no name"),
      absl::OkStatus(),
      FieldError("FIELD_INVALID", "title", "too long"),
  });
  EXPECT_EQ(joined.message(), "name: no name");
  EXPECT_EQ(Reason(joined), "NAME_INVALID");
  EXPECT_THAT(FieldsOf(joined), ElementsAre("name", "title"));
}

TEST(JoinFieldErrors, JoinsWhatIsJoinedAlready) {
  const absl::Status inner = JoinFieldErrors({FieldError("A", "a", "x"), FieldError("B", "b", "x")});
  EXPECT_THAT(FieldsOf(JoinFieldErrors({inner, FieldError("C", "c", "x")})), ElementsAre("a", "b", "c"));
}

TEST(JoinFieldErrors, IsOkWhereNothingFailed) {
  EXPECT_TRUE(JoinFieldErrors({absl::OkStatus(), absl::OkStatus()}).ok());
}

TEST(JoinFieldErrors, KeepsAnErrorWithoutAField) {
  const absl::Status joined = JoinFieldErrors({absl::InternalError("bug")});
  EXPECT_EQ(joined, absl::InternalError("bug"));
  EXPECT_THAT(FieldsOf(joined), IsEmpty());
}

}  // namespace
}  // namespace dateline::errors
