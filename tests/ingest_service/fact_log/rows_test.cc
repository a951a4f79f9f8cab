#include "ingest_service/fact_log/rows.h"

#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;

TEST(Rows, AreWrittenAndReadWithParametersOfEachType) {
  testing::TemporaryDirectory directory;
  auto database = *sqlite::Database::OpenWriter(directory.File("log"), sqlite::Durability::kFull);
  ASSERT_THAT(database->Execute("CREATE TABLE t (i INTEGER, s TEXT, b BLOB)"), IsOk());
  const auto inserted =
      fact_log::Run(*database, "INSERT INTO t VALUES (?, ?, ?)", {int64_t{7}, "text", Bytes{"\x01\x02"}});
  ASSERT_THAT(inserted, IsOk());
  EXPECT_EQ(*inserted, 1);
  int rows = 0;
  EXPECT_THAT(ForEachRow(*database, "SELECT i, s, b FROM t WHERE i = ?", {int64_t{7}},
                         [&](const sqlite::Statement& row) {
                           ++rows;
                           EXPECT_EQ(row.Text(1), "text");
                           EXPECT_EQ(row.Bytes(2), "\x01\x02");
                           return absl::OkStatus();
                         }),
              IsOk());
  EXPECT_EQ(rows, 1);
}

TEST(Rows, EndWithTheErrorOfTheirTaker) {
  testing::TemporaryDirectory directory;
  auto database = *sqlite::Database::OpenWriter(directory.File("log"), sqlite::Durability::kFull);
  int rows = 0;
  const absl::Status status = ForEachRow(*database, "SELECT 1 UNION ALL SELECT 2", {}, [&](const sqlite::Statement&) {
    ++rows;
    return absl::DataLossError("bad");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(rows, 1);
}

TEST(ParseChange, NoticesDamage) { EXPECT_EQ(errors::Reason(ParseChange("\xff").status()), "STORE_DAMAGED"); }

TEST(FactNames, LieBetweenTheirBounds) {
  EXPECT_LT(FirstFactName("articles/a"), "articles/a/facts/0");
  EXPECT_GT(LastFactName("articles/a"), "articles/a/facts/zzzz");
}

}  // namespace
}  // namespace dateline::fact_log
