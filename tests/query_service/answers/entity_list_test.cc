#include "query_service/answers/entity_list.h"

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class EntityListTest : public testing::AnswerFixture {
 protected:
  EntityListTest() {
    v1::Fact office = FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_HOLDER, "entities/c"}});
    office.set_kind(v1::FACT_KIND_OFFICE);
    office.mutable_office()->set_normalized_title("Minister of Foreign Affairs");
    Apply({EntityChange(EntityOf("entities/b", "Bùi Thanh Sơn", {"Minister Son"})),
           EntityChange(EntityOf("entities/a", "Sonia Bui", {}, v1::ENTITY_TYPE_PLACE, "VN")),
           EntityChange(EntityOf("entities/c", "Thanh Nga")), FactChange(office)});
  }
  std::vector<std::string> Listed(const std::string& after = "") {
    std::vector<std::string> names;
    ReadState state = OpenNewest();
    const absl::Status visited = VisitListedEntities(state, request_, after, absl::InfiniteFuture(),
                                                     [&](absl::string_view name, absl::string_view) {
                                                       names.emplace_back(name);
                                                       return names.size() < limit_;
                                                     });
    EXPECT_THAT(visited, IsOk());
    return names;
  }
  v1::ListEntitiesRequest request_;
  size_t limit_ = 100;
};

TEST_F(EntityListTest, HasAllByName) {
  EXPECT_THAT(Listed(), ElementsAre("entities/a", "entities/b", "entities/c"));
  EXPECT_THAT(Listed("entities/a"), ElementsAre("entities/b", "entities/c"));
  limit_ = 1;
  EXPECT_THAT(Listed(), ElementsAre("entities/a"));
}

TEST_F(EntityListTest, NeedsEveryWordInOneNameTheLastInPart) {
  request_.set_query("SON");
  EXPECT_THAT(Listed(), ElementsAre("entities/a", "entities/b"));
  EXPECT_THAT(Listed("entities/a"), ElementsAre("entities/b"));
  request_.set_query("bui so");
  EXPECT_THAT(Listed(), ElementsAre("entities/a", "entities/b"));
  request_.set_query("so bui");
  EXPECT_THAT(Listed(), IsEmpty());
  request_.set_query("minister bui");
  EXPECT_THAT(Listed(), IsEmpty());
  request_.set_query("thanh");
  request_.set_country_code("VN");
  EXPECT_THAT(Listed(), IsEmpty());
}

TEST_F(EntityListTest, KeepsOneMoreThanAPage) {
  Apply({EntityChange(EntityOf("entities/d", "Son Ha")), EntityChange(EntityOf("entities/0", "Son La"))});
  request_.set_query("son");
  request_.set_page_size(1);
  EXPECT_THAT(Listed(), ElementsAre("entities/0", "entities/a"));
  EXPECT_THAT(Listed("entities/a"), ElementsAre("entities/b", "entities/d"));
}

TEST_F(EntityListTest, LooksAtTheClockWhileItFindsNobody) {
  request_.set_country_code("KH");
  ReadState state = OpenNewest();
  EXPECT_THAT(VisitListedEntities(state, request_, "", absl::InfinitePast(),
                                  [](absl::string_view, absl::string_view) { return true; }),
              StatusIs(absl::StatusCode::kDeadlineExceeded, _));
}

TEST_F(EntityListTest, ForgetsFormerNames) {
  Apply({EntityChange(EntityOf("entities/b", "Son"))});
  request_.set_query("thanh");
  EXPECT_THAT(Listed(), ElementsAre("entities/c"));
}

TEST_F(EntityListTest, HasWhoHoldsAnOffice) {
  request_.set_office("foreign minister");
  EXPECT_THAT(Listed(), ElementsAre("entities/c"));
  Apply({MergeChange(EntityOf("entities/c", "Thanh Nga"), "entities/b")});
  EXPECT_THAT(Listed(), ElementsAre("entities/b", "entities/c"));
  request_.set_query("nga");
  EXPECT_THAT(Listed(), ElementsAre("entities/c"));
  request_.set_office("health");
  EXPECT_THAT(Listed(), IsEmpty());
  // No word is no condition.
  request_.set_office("—");
  EXPECT_THAT(Listed(), ElementsAre("entities/c"));
  request_.clear_query();
  EXPECT_THAT(Listed(), ElementsAre("entities/a", "entities/b", "entities/c"));
}

}  // namespace
}  // namespace dateline::answers
