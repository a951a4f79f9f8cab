#include "query_service/index/snapshot.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Optional;

class SnapshotTest : public testing::IndexFixture {
 protected:
  std::vector<std::string> EntityNames(const EntityFilter& filter, int64_t at, const std::string& after = "") {
    std::vector<std::string> names;
    Snapshot snapshot = TakeSnapshot();
    const absl::Status visited =
        snapshot.VisitEntities(after, filter, at, [&](absl::string_view name, absl::string_view) {
          names.emplace_back(name);
          return true;
        });
    EXPECT_THAT(visited, IsOk());
    return names;
  }
};

TEST_F(SnapshotTest, DoesNotSeeLaterCommits) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  Snapshot before = TakeSnapshot();
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  EXPECT_EQ(before.state().position.offset, 1);
  EXPECT_THAT(*before.FindFact("articles/a/facts/2", 2), Eq(std::nullopt));
  EXPECT_EQ(TakeSnapshot().state().position.offset, 2);
}

TEST_F(SnapshotTest, FindsTheVersionOfAFactThatHeld) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2")),
         FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(*TakeSnapshot().FindFact("articles/a/facts/1", 0), Eq(std::nullopt));
  EXPECT_THAT(*TakeSnapshot().FindFact("articles/a/facts/1", 1), Optional(1));
  EXPECT_THAT(*TakeSnapshot().FindFact("articles/a/facts/1", 2), Optional(1));
  EXPECT_THAT(*TakeSnapshot().FindFact("articles/a/facts/1", 3), Optional(3));
}

TEST_F(SnapshotTest, GivesBackTheBytesOfAFact) {
  const v1::Fact fact = FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}});
  Apply({FactChange(fact)});
  EXPECT_EQ(*TakeSnapshot().ReadFactBytes(1), fact.SerializeAsString());
}

TEST_F(SnapshotTest, KnowsTheDaysOfAFact) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  fact.mutable_time()->set_edtf("2025-08");
  *fact.mutable_time()->mutable_earliest() = DateOf(2025, 8, 1);
  *fact.mutable_time()->mutable_latest() = DateOf(2025, 8, 31);
  Apply({FactChange(fact), FactChange(FactOf("articles/a/facts/2"))});
  Snapshot snapshot = TakeSnapshot();
  EXPECT_EQ(snapshot.ReadFact(1)->days->range.first, FirstDay(DateOf(2025, 8, 1)));
  EXPECT_EQ(snapshot.ReadFact(1)->days->range.last, FirstDay(DateOf(2025, 8, 31)));
  EXPECT_FALSE(snapshot.ReadFact(2)->days.has_value());
}

TEST_F(SnapshotTest, SaysWhatToDoWhenARowIsMissing) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(TakeSnapshot().ReadFact(7), StatusIs(absl::StatusCode::kDataLoss, ::testing::HasSubstr("build it anew")));
  EXPECT_THAT(TakeSnapshot().ReadFactBytes(7), StatusIs(absl::StatusCode::kDataLoss, _));
  EXPECT_THAT(TakeSnapshot().ReadEntity(7), StatusIs(absl::StatusCode::kDataLoss, _));
}

TEST_F(SnapshotTest, FindsTheVersionOfAnEntityThatHeld) {
  Apply({EntityChange(EntityOf("entities/x", "Son")), EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn"))});
  Snapshot snapshot = TakeSnapshot();
  EXPECT_THAT(*snapshot.FindEntity("entities/x", 0), Eq(std::nullopt));
  EXPECT_EQ((*snapshot.FindEntity("entities/x", 1))->bytes, EntityOf("entities/x", "Son").SerializeAsString());
  EXPECT_EQ((*snapshot.FindEntity("entities/x", 2))->bytes,
            EntityOf("entities/x", "Bùi Thanh Sơn").SerializeAsString());
}

TEST_F(SnapshotTest, VisitsEntitiesByName) {
  Apply({EntityChange(EntityOf("entities/b", "B")), EntityChange(EntityOf("entities/a", "A")),
         EntityChange(EntityOf("entities/c", "C", {}, v1::ENTITY_TYPE_COUNTRY, "KH")),
         EntityChange(EntityOf("entities/b", "B2"))});
  EXPECT_THAT(EntityNames({}, 4), ElementsAre("entities/a", "entities/b", "entities/c"));
  EXPECT_THAT(EntityNames({}, 1), ElementsAre("entities/b"));
  EXPECT_THAT(EntityNames({}, 4, "entities/a"), ElementsAre("entities/b", "entities/c"));
  EXPECT_THAT(EntityNames({v1::ENTITY_TYPE_COUNTRY, ""}, 4), ElementsAre("entities/c"));
  EXPECT_THAT(EntityNames({0, "KH"}, 4), ElementsAre("entities/c"));
}

}  // namespace
}  // namespace dateline::index
