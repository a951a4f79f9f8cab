#include "query_service/index/stored_facts.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class StoredFactsTest : public testing::IndexFixture {
 protected:
  StoredFactsTest() {
    Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1")),
           FactChange(FactOf("articles/b/facts/2")), FactChange(FactOf("articles/a/facts/3"))});
    writer_.reset();
    database_ = *store::Database::OpenWriter(place_.tables);
  }
  std::unique_ptr<store::Database> database_;
};

TEST_F(StoredFactsTest, ComeInOrderWithinTheRange) {
  std::vector<int64_t> offsets;
  const absl::Status visited = VisitStoredFacts(*database_, 0, 1, 4, [&](const segments::FactDocument& document) {
    offsets.push_back(document.record().recorded_from);
    return absl::OkStatus();
  });
  EXPECT_THAT(visited, IsOk());
  EXPECT_THAT(offsets, ElementsAre(2, 3));
}

TEST_F(StoredFactsTest, EndWithTheFirstError) {
  int count = 0;
  const absl::Status visited = VisitStoredFacts(*database_, 0, 0, 9, [&](const segments::FactDocument&) {
    ++count;
    return absl::UnavailableError("no room");
  });
  EXPECT_THAT(visited, StatusIs(absl::StatusCode::kUnavailable, _));
  EXPECT_EQ(count, 1);
}

TEST_F(StoredFactsTest, SayWhatToDoWhenOneIsDamaged) {
  ASSERT_THAT(database_->Execute("UPDATE fact SET bytes = '?' WHERE recorded_from = 3"), IsOk());
  EXPECT_THAT(VisitStoredFacts(*database_, 0, 0, 9, [](const segments::FactDocument&) { return absl::OkStatus(); }),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 3")));
}

}  // namespace
}  // namespace dateline::index
