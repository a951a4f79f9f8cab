#include "ingest_service/fact_log/rows.h"

#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;

TEST(Rows, AreWrittenAndReadWithParametersOfEachType) {
  testing::StoreDirectory directory;
  auto database = directory.OpenStore("log");
  ASSERT_THAT(database->Execute("CREATE TABLE t (i BIGINT, s TEXT, b BYTEA)"), IsOk());
  const auto inserted =
      RunCounting(*database, "INSERT INTO t VALUES (?, ?, ?)", {int64_t{7}, "text", Bytes{"\x01\x02"}});
  ASSERT_THAT(inserted, IsOk());
  EXPECT_EQ(*inserted, 1);
  int rows = 0;
  EXPECT_THAT(ForEachRow(*database, "SELECT i, s, b FROM t WHERE i = ?", {int64_t{7}},
                         [&](const store::Statement& row) {
                           ++rows;
                           EXPECT_EQ(row.Text(1), "text");
                           EXPECT_EQ(row.Bytes(2), "\x01\x02");
                           return absl::OkStatus();
                         }),
              IsOk());
  EXPECT_EQ(rows, 1);
}

TEST(Rows, EndWithTheErrorOfTheirTaker) {
  testing::StoreDirectory directory;
  auto database = directory.OpenStore("log");
  int rows = 0;
  const absl::Status status = ForEachRow(*database, "SELECT 1 UNION ALL SELECT 2", {}, [&](const store::Statement&) {
    ++rows;
    return absl::DataLossError("bad");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(rows, 1);
}

// More than are read at a time.
TEST(Changes, AreReadInOrder) {
  testing::StoreDirectory directory;
  const auto database = directory.OpenStore("log");
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  auto transaction = store::Transaction::BeginWrite(*database);
  constexpr int64_t kChanges = 2500;
  for (int64_t i = kChanges; i > 0; --i) {
    ASSERT_THAT(
        fact_log::Run(*database, "INSERT INTO feed_log VALUES (?, 0, 1, 'key', ?, 0, 0)", {2 * i, Bytes{"payload"}}),
        IsOk());
  }
  int64_t last = 0;
  EXPECT_THAT(ForEachChange(*database, 0,
                            [&](const store::Statement& row) {
                              EXPECT_EQ(row.Integer(0), last + 2);
                              EXPECT_EQ(row.Bytes(3), "payload");
                              last = row.Integer(0);
                              return absl::OkStatus();
                            }),
              IsOk());
  EXPECT_EQ(last, 2 * kChanges);
}

TEST(ParseChange, NoticesDamage) { EXPECT_EQ(errors::Reason(ParseChange("\xff").status()), "STORE_DAMAGED"); }

TEST(FactNames, LieBetweenTheirBounds) {
  EXPECT_LT(FirstFactName("articles/a"), "articles/a/facts/0");
  EXPECT_GT(LastFactName("articles/a"), "articles/a/facts/zzzz");
}

}  // namespace
}  // namespace dateline::fact_log
