#include "ingest_service/fact_log/requests.h"

#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;

TEST(Requests, AreFoundByTheirIdAndRefusedWithAnotherDigest) {
  testing::StoreDirectory directory;
  auto database = directory.OpenStore("log");
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  ASSERT_THAT(RememberRequest(*database, "r", "digest", {"articles/a", 2, 5, 9, "answer"}), IsOk());
  ASSERT_THAT(RememberRequest(*database, "", "digest", {"articles/a", 2, 5, 9, "answer"}), IsOk());
  absl::Status refused;
  const auto found = FindRequest(*database, "r", "digest", refused);
  ASSERT_THAT(found, IsOk());
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->last_offset, 9);
  EXPECT_EQ((*found)->response, "answer");
  EXPECT_THAT(refused, IsOk());
  EXPECT_FALSE((*FindRequest(*database, "other", "digest", refused)).has_value());
  EXPECT_FALSE((*FindRequest(*database, "", "digest", refused)).has_value());
  EXPECT_THAT(FindRequest(*database, "r", "another", refused), IsOk());
  EXPECT_EQ(errors::Reason(refused), "REQUEST_ID_REUSED");
}

}  // namespace
}  // namespace dateline::fact_log
