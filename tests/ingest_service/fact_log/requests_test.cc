#include "ingest_service/fact_log/requests.h"

#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;

KnownRequest Find(store::Database& database, const std::string& request_id, const std::string& digest) {
  KnownRequest known;
  store::RoundTrip trip(database);
  AskRequest(request_id, digest, database, trip, known);
  EXPECT_THAT(trip.Run(), IsOk());
  return known;
}

TEST(Requests, AreFoundByTheirIdAndRefusedWithAnotherDigest) {
  testing::StoreDirectory directory;
  auto database = directory.OpenStore("log");
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  ASSERT_THAT(RememberRequest(*database, "r", "digest", {"articles/a", 2, 5, 9, "answer"}), IsOk());
  ASSERT_THAT(RememberRequest(*database, "", "digest", {"articles/a", 2, 5, 9, "answer"}), IsOk());
  const KnownRequest found = Find(*database, "r", "digest");
  ASSERT_TRUE(found.answered.has_value());
  EXPECT_EQ(found.answered->last_offset, 9);
  EXPECT_EQ(found.answered->response, "answer");
  EXPECT_THAT(found.refused, IsOk());
  EXPECT_FALSE(Find(*database, "other", "digest").answered.has_value());
  EXPECT_FALSE(Find(*database, "", "digest").answered.has_value());
  EXPECT_EQ(errors::Reason(Find(*database, "r", "another").refused), "REQUEST_ID_REUSED");
}

}  // namespace
}  // namespace dateline::fact_log
