#include "platform/postgres/error.h"

#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::postgres {
namespace {

absl::Status Error(absl::string_view sqlstate) { return ErrorFromSqlState(sqlstate, "why", "do it"); }

TEST(PostgresError, SaysWhatWasTriedAndWhy) { EXPECT_EQ(Error("57014").message(), "cannot do it: why; try again"); }

TEST(PostgresError, OfAFullDiskIsStoreFull) {
  const absl::Status error = Error("53100");
  EXPECT_EQ(error.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(error), "STORE_FULL");
  EXPECT_TRUE(errors::RetryDelay(error).has_value());
}

TEST(PostgresError, OfWhatMayPassIsUnavailable) {
  // A lost connection, a conflict, too many connections, a statement's and a lock's timeout, a shutdown, a standby.
  for (const char* const sqlstate : {"08006", "40001", "53300", "57014", "55P03", "57P01", "25006"}) {
    const absl::Status error = Error(sqlstate);
    EXPECT_EQ(error.code(), absl::StatusCode::kUnavailable) << sqlstate;
    EXPECT_EQ(errors::Reason(error), "STORE_UNAVAILABLE") << sqlstate;
    EXPECT_TRUE(errors::RetryDelay(error).has_value()) << sqlstate;
  }
}

TEST(PostgresError, OfDamageIsDataLoss) { EXPECT_EQ(errors::Reason(Error("XX001")), "STORE_DAMAGED"); }

TEST(PostgresError, OfAMistakeOfTheProgramIsInternal) {
  EXPECT_EQ(Error("42601").code(), absl::StatusCode::kInternal);
  EXPECT_EQ(SqlStateOf(Error("42601")), "42601");
}

TEST(PostgresError, MayRunAgainWhenNothingWasWritten) {
  for (const char* const sqlstate : {"40001", "40P01", "08006", "57P01", "25006"}) {
    EXPECT_TRUE(MayRunAgain(Error(sqlstate))) << sqlstate;
  }
  for (const char* const sqlstate : {"08007", "57014", "55P03", "53100", "23505"}) {
    EXPECT_FALSE(MayRunAgain(Error(sqlstate))) << sqlstate;
  }
  EXPECT_FALSE(MayRunAgain(absl::OkStatus()));
}

TEST(PostgresError, KnowsWhenNobodyKnows) {
  EXPECT_TRUE(IsOutcomeUnknown(Error(kOutcomeUnknown)));
  EXPECT_FALSE(IsOutcomeUnknown(Error(kConnectionLost)));
}

}  // namespace
}  // namespace dateline::postgres
