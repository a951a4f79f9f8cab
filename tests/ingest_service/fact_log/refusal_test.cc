#include "ingest_service/fact_log/refusal.h"

#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::fact_log {
namespace {

TEST(Refusal, NamesItsReasonWithoutThePrefix) {
  const absl::Status status = Refusal(absl::StatusCode::kAborted, v1::ERROR_REASON_FENCED, "fenced", {{"a", "b"}});
  EXPECT_EQ(errors::Reason(status), "FENCED");
  EXPECT_EQ(errors::Metadata(status, "a"), "b");
}

TEST(ReasonOfName, IsTheWayBack) {
  EXPECT_EQ(ReasonOfName("BODY_EMPTY"), v1::ERROR_REASON_BODY_EMPTY);
  EXPECT_EQ(ReasonOfName("NO_SUCH_REASON"), v1::ERROR_REASON_UNSPECIFIED);
}

}  // namespace
}  // namespace dateline::fact_log
