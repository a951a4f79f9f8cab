#include "query_service/index/index_check.h"

#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::RetractChange;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

class CheckIndexTest : public testing::IndexFixture {
 protected:
  CheckIndexTest() {
    Apply({ArticleChange("articles/a", "VNA"), EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn")),
           FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
           FactChange(FactOf("articles/a/facts/2")), RetractChange("articles/a/facts/2")});
  }

  // Checks the index after `sql` has changed it behind the writer's back.
  absl::Status CheckAfter(const std::string& sql) {
    writer_.reset();
    {
      const auto database = *sqlite::Database::OpenWriter(path_, sqlite::Durability::kNormal);
      EXPECT_THAT(database->Execute(sql), IsOk());
    }
    return CheckIndex(path_).status();
  }
};

TEST_F(CheckIndexTest, SaysWhatASoundIndexHolds) {
  const absl::StatusOr<IndexSummary> summary = CheckIndex(path_);
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->state.position.offset, 5);
  EXPECT_EQ(summary->article_versions, 1);
  EXPECT_EQ(summary->fact_versions, 2);
  EXPECT_EQ(summary->entity_versions, 1);
}

TEST_F(CheckIndexTest, NoticesWhatDoesNotFit) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"UPDATE term SET live_count = live_count + 1 WHERE value = 'VNA'", "items hold"},
      {"DELETE FROM posting WHERE recorded_from = 3 AND roles > 0", "not posted under"},
      {"UPDATE posting SET roles = roles + 1 WHERE recorded_from = 3 AND roles > 0", "not posted under"},
      {"INSERT INTO posting SELECT term, 99, roles FROM posting LIMIT 1", "postings of items that are not there"},
      {"UPDATE index_state SET content_checksum = content_checksum + 1", "checksum"},
      {"UPDATE fact SET recorded_to = 9223372036854775807", "items hold"},
      {"DELETE FROM fact_name WHERE recorded_from = 4", "not found by its name"},
      {"UPDATE fact_content SET bytes = x'FF'", "cannot be read"},
      {"UPDATE fact_content SET publisher = 'VNS'", "not posted under"},
  };
  for (const auto& [sql, message] : cases) {
    const absl::Status damaged = CheckAfter(sql);
    EXPECT_THAT(damaged, StatusIs(absl::StatusCode::kDataLoss, HasSubstr(message))) << sql;
    EXPECT_EQ(errors::Reason(damaged), "STORE_DAMAGED");
    // Anew for the next case.
    OpenWriter();
    ASSERT_THAT(writer_->StartOver(feed_client::FeedPosition()), IsOk());
    ASSERT_THAT(feed_.Give(*writer_), IsOk());
    ASSERT_THAT(CheckIndex(path_), IsOk());
  }
}

TEST_F(CheckIndexTest, RefusesWhatIsNoIndex) {
  EXPECT_THAT(CheckIndex(directory_.File("none.db")), StatusIs(absl::StatusCode::kNotFound, HasSubstr("none.db")));
  EXPECT_THAT(CheckAfter("PRAGMA user_version=1"),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("not an index of this version")));
}

}  // namespace
}  // namespace dateline::index
