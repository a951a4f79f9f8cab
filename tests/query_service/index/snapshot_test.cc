#include "query_service/index/snapshot.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::UnorderedElementsAre;

class SnapshotTest : public testing::IndexFixture {
 protected:
  std::vector<std::string> EntityNames(const EntityFilter& filter, int64_t at, const std::string& after = "") {
    std::vector<std::string> names;
    Snapshot snapshot = TakeSnapshot();
    const absl::Status visited = snapshot.VisitEntities(
        after, filter, at, [] { return absl::OkStatus(); },
        [&](absl::string_view name, absl::string_view) {
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
  EXPECT_FALSE(before.facts().Find("articles/a/facts/2", 2)->has_value());
  EXPECT_EQ(TakeSnapshot().state().position.offset, 2);
}

TEST_F(SnapshotTest, SaysWhatToDoWhenAnEntityIsMissing) {
  EXPECT_THAT(TakeSnapshot().ReadEntity(7), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("build it anew")));
}

TEST_F(SnapshotTest, FindsEntitiesByWordsAndTheirBeginnings) {
  Apply({EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn", {"Son Bui"})),
         EntityChange(EntityOf("entities/y", "Sonia"))});
  EXPECT_THAT(*TakeSnapshot().FindEntitiesByWord("son"), ElementsAre(1));
  EXPECT_THAT(*TakeSnapshot().FindEntitiesByPrefix("son"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(*TakeSnapshot().FindEntitiesByPrefix("bui"), ElementsAre(1));
}

TEST_F(SnapshotTest, AsksWhetherToGoOnAmongEntitiesThatAreNotAskedFor) {
  Apply({EntityChange(EntityOf("entities/x", "X")), EntityChange(EntityOf("entities/y", "Y")),
         EntityChange(EntityOf("entities/z", "Z"))});
  int visited = 0;
  const auto go_on = [&] { return ++visited == 3 ? absl::CancelledError("enough") : absl::OkStatus(); };
  Snapshot snapshot = TakeSnapshot();
  EXPECT_THAT(snapshot.VisitEntities("", {v1::ENTITY_TYPE_PLACE, ""}, 3, go_on,
                                     [](absl::string_view, absl::string_view) { return true; }),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("enough")));
}

TEST_F(SnapshotTest, VisitsWordsOfALength) {
  Apply({EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn"))});
  std::vector<std::string> words;
  const auto take = [&](absl::string_view word) {
    words.emplace_back(word);
    return absl::OkStatus();
  };
  EXPECT_THAT(TakeSnapshot().VisitEntityWords(4, 6, take), IsOk());
  EXPECT_THAT(words, ElementsAre("thanh"));
}

TEST_F(SnapshotTest, KnowsWhatWasCommittedBeforeAMoment) {
  feed_.Add({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))}, 100);
  feed_.Add({FactChange(FactOf("articles/a/facts/3"))}, 200);
  ASSERT_THAT(feed_.Give(*writer_, 1), IsOk());
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  constexpr int64_t kSecond = 1'000'000'000;
  EXPECT_THAT(*TakeSnapshot().FindOffsetAt(100 * kSecond - 1), Eq(std::nullopt));
  EXPECT_THAT(*TakeSnapshot().FindOffsetAt(100 * kSecond), Optional(2));
  EXPECT_THAT(*TakeSnapshot().FindOffsetAt(199 * kSecond), Optional(2));
  EXPECT_THAT(*TakeSnapshot().FindOffsetAt(200 * kSecond), Optional(3));
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
