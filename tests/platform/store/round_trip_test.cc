#include "platform/store/round_trip.h"

#include <string>

#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::store {
namespace {

using ::dateline::testing::IsOk;

class RoundTripTest : public ::testing::Test {
 protected:
  void SetUp() override {
    database_ = directory_.OpenStore("store");
    ASSERT_THAT(database_->Execute("CREATE TABLE item (number BIGINT PRIMARY KEY);"
                                   "INSERT INTO item VALUES (1), (2), (3)"),
                IsOk());
  }

  void AskBeyond(int64_t number, RoundTrip& trip) {
    auto select = database_->Prepare("SELECT number FROM item WHERE number > ? ORDER BY number");
    if (select.ok()) select->Bind(number);
    trip.Ask(std::move(select), [this](const Statement& row) {
      numbers_ += std::to_string(row.Integer(0)) + " ";
      return absl::OkStatus();
    });
  }

  testing::StoreDirectory directory_;
  std::unique_ptr<Database> database_;
  std::string numbers_;
};

TEST_F(RoundTripTest, GivesTheRowsOfEachStatementInOrder) {
  RoundTrip trip(*database_);
  for (const int64_t beyond : {2, 9, 1}) AskBeyond(beyond, trip);
  EXPECT_THAT(trip.Run(), IsOk());
  EXPECT_EQ(numbers_, "3 2 3 ");
}

TEST_F(RoundTripTest, RunsNothingWhereNothingIsAsked) { EXPECT_THAT(RoundTrip(*database_).Run(), IsOk()); }

// What was sent before and not waited for is seen, and its results are nobody's rows.
TEST_F(RoundTripTest, SeesWhatItsTransactionHasWritten) {
  auto transaction = Transaction::BeginWrite(*database_);
  ASSERT_THAT(database_->Prepare("INSERT INTO item VALUES (7)")->Run(), IsOk());
  RoundTrip trip(*database_);
  AskBeyond(2, trip);
  AskBeyond(3, trip);
  EXPECT_THAT(trip.Run(), IsOk());
  EXPECT_EQ(numbers_, "3 7 7 ");
  EXPECT_THAT(transaction->Commit(), IsOk());
}

TEST_F(RoundTripTest, WritesAndGivesBack) {
  auto transaction = Transaction::BeginWrite(*database_);
  std::string counts;
  RoundTrip trip(*database_);
  for (int i = 0; i < 2; ++i) {
    trip.Ask(
        database_->Prepare("INSERT INTO item VALUES (2) ON CONFLICT (number) DO UPDATE SET number = item.number + 40"
                           " RETURNING number"),
        [&](const Statement& row) {
          counts += std::to_string(row.Integer(0)) + " ";
          return absl::OkStatus();
        });
  }
  EXPECT_THAT(trip.Run(), IsOk());
  EXPECT_EQ(counts, "42 2 ");
}

TEST_F(RoundTripTest, EndsWithTheFirstError) {
  RoundTrip refused(*database_);
  AskBeyond(2, refused);
  refused.Ask(database_->Prepare("SELECT number FROM item"),
              [](const Statement&) { return absl::DataLossError("bad"); });
  AskBeyond(1, refused);
  EXPECT_EQ(refused.Run().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(numbers_, "3 ");

  RoundTrip unsound(*database_);
  unsound.Ask(database_->Prepare("SELECT nothing FROM item"), [](const Statement&) { return absl::OkStatus(); });
  EXPECT_EQ(unsound.Run().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(numbers_, "3 ");
}

}  // namespace
}  // namespace dateline::store
