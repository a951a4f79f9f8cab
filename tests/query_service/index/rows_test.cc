#include "query_service/index/rows.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::index {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;

constexpr char kSelect[] = "SELECT number FROM row WHERE number > ? AND number < ? ORDER BY number LIMIT ?";

class ForEachRowTest : public ::testing::Test {
 protected:
  ForEachRowTest() { EXPECT_THAT(database_->Execute("CREATE TABLE row (number BIGINT PRIMARY KEY)"), IsOk()); }

  void Insert(int64_t count) {
    auto transaction = *store::Transaction::BeginWrite(*database_);
    for (int64_t number = 1; number <= count; ++number) {
      ASSERT_THAT(database_->Prepare("INSERT INTO row (number) VALUES (?)")->Bind(number).Run(), IsOk());
    }
    ASSERT_THAT(transaction.Commit(), IsOk());
  }

  testing::StoreDirectory directory_;
  const std::unique_ptr<store::Database> database_ = directory_.OpenStore("rows");
};

TEST_F(ForEachRowTest, GivesEachOnceInOrderHoweverMany) {
  Insert(2 * kRowsAtOnce);
  for (const int64_t before :
       {int64_t{1}, int64_t{2}, kRowsAtOnce, kRowsAtOnce + 1, kRowsAtOnce + 2, 9 * kRowsAtOnce}) {
    std::vector<int64_t> given, expected;
    for (int64_t number = 1; number < before && number <= 2 * kRowsAtOnce; ++number) expected.push_back(number);
    const auto take = [&given](const store::Statement& row) {
      given.push_back(row.Integer(0));
      return absl::OkStatus();
    };
    ASSERT_THAT(ForEachRow(*database_, kSelect, 0, before, take), IsOk());
    EXPECT_EQ(given, expected) << before;
  }
}

TEST_F(ForEachRowTest, EndsWithTheFirstError) {
  Insert(3);
  int count = 0;
  const auto take = [&count](const store::Statement&) {
    return ++count == 2 ? absl::UnavailableError("no room") : absl::OkStatus();
  };
  EXPECT_THAT(ForEachRow(*database_, kSelect, 0, 9, take), StatusIs(absl::StatusCode::kUnavailable, _));
  EXPECT_EQ(count, 2);
}

}  // namespace
}  // namespace dateline::index
