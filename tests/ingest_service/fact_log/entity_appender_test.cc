#include "ingest_service/fact_log/entity_appender.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "ingest_service/fact_log/schema.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleEntity;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class EntityAppenderTest : public ::testing::Test {
 protected:
  EntityAppenderTest() {
    EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk());
    writer_.emplace(*database_, *TakeOver(*database_), absl::Now());
  }

  absl::Status Say(const std::string& article, const std::vector<v1::Entity>& entities, int64_t revision = 1) {
    return SetEntities({article, revision, revision == 1}, entities, EntityChanges(entities), *writer_);
  }

  v1::Change LastChange() {
    auto select = database_->Prepare("SELECT payload FROM feed_log ORDER BY feed_offset DESC LIMIT 1");
    EXPECT_TRUE(*select->Step());
    v1::Change change;
    EXPECT_TRUE(change.ParseFromString(std::string(select->Bytes(0))));
    return change;
  }

  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
  std::optional<ChangeWriter> writer_;
};

TEST_F(EntityAppenderTest, SaysNothingOfAnEntityThatIsKnown) {
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Son")}), IsOk());
  ASSERT_THAT(Say("b", {SampleEntity("entities/x", "Son")}), IsOk());
  EXPECT_EQ(writer_->head().offset, 1);
}

TEST_F(EntityAppenderTest, TakesBackANameThatNoArticleGivesAnyMore) {
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Son", {"Sơn"})}), IsOk());
  ASSERT_THAT(Say("b", {SampleEntity("entities/x", "Son")}), IsOk());
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Son")}, 2), IsOk());
  EXPECT_THAT(LastChange().entity_changed().entity().aliases(), IsEmpty());
}

TEST_F(EntityAppenderTest, KeepsANameThatAnotherArticleGives) {
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Son", {"Sơn"})}), IsOk());
  ASSERT_THAT(Say("b", {SampleEntity("entities/x", "Son", {"Sơn"})}), IsOk());
  ASSERT_THAT(Say("a", {}, 2), IsOk());
  EXPECT_EQ(writer_->head().offset, 1);
}

TEST_F(EntityAppenderTest, GainsTheNameThatAnArticleGivesInPlaceOfOneThatOthersGive) {
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Minister Son")}), IsOk());
  ASSERT_THAT(Say("b", {SampleEntity("entities/x", "Minister Son")}), IsOk());
  ASSERT_THAT(Say("b", {SampleEntity("entities/x", "Son")}, 2), IsOk());
  const v1::Entity entity = LastChange().entity_changed().entity();
  EXPECT_EQ(entity.display_name(), "Minister Son");
  EXPECT_THAT(entity.aliases(), ElementsAre("Son"));
}

// More than are read at a time.
TEST_F(EntityAppenderTest, UnitesWhatManyArticlesSay) {
  auto transaction = store::Transaction::BeginWrite(*database_);
  for (int i = 0; i < 450; ++i) {
    const std::string alias = absl::StrCat("Son ", i / 100);
    ASSERT_THAT(Say(absl::StrCat("a", i), {SampleEntity("entities/x", "Minister Son", {alias})}), IsOk());
  }
  const auto all = UnionOfSources(*database_, "entities/x", {});
  ASSERT_THAT(all, IsOk());
  EXPECT_THAT((*all)->aliases(), ElementsAre("Son 0", "Son 1", "Son 2", "Son 3", "Son 4"));
}

// Its rows must not come together in one statement of PostgreSQL.
TEST_F(EntityAppenderTest, ChangesOneEntityOftenInATransaction) {
  auto transaction = store::Transaction::BeginWrite(*database_);
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Son"), SampleEntity("entities/y", "Bùi Thanh Sơn")}), IsOk());
  ASSERT_THAT(Say("b", {SampleEntity("entities/x", "Son", {"Sơn"})}), IsOk());
  ASSERT_THAT(AppendMerges({{"entities/x", "entities/y"}}, *writer_), IsOk());
  ASSERT_THAT(Say("c", {SampleEntity("entities/x", "Son", {"S."})}), IsOk());
  EXPECT_THAT(transaction->Commit(), IsOk());
  const auto entity = FindEntity(*database_, "entities/x");
  ASSERT_THAT(entity, IsOk());
  EXPECT_THAT((*entity)->aliases(), UnorderedElementsAre("Sơn", "S."));
  EXPECT_EQ((*entity)->merged_into(), "entities/y");
}

TEST_F(EntityAppenderTest, RemovesAnEntityThatNoArticleNamesAnyMore) {
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Son")}), IsOk());
  ASSERT_THAT(Say("a", {}, 2), IsOk());
  EXPECT_EQ(LastChange().entity_removed().entity(), "entities/x");
  EXPECT_FALSE(FindEntity(*database_, "entities/x")->has_value());
}

TEST_F(EntityAppenderTest, RecordsAMergeAndItsUndoing) {
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Son"), SampleEntity("entities/y", "Bùi Thanh Sơn")}), IsOk());
  ASSERT_THAT(AppendMerges({{"entities/x", "entities/y"}}, *writer_), IsOk());
  const v1::EntityMerged merged = LastChange().entity_merged();
  EXPECT_EQ(merged.entity().display_name(), "Son");
  EXPECT_EQ(merged.entity().merged_into(), "entities/y");
  EXPECT_EQ(merged.formerly_merged_into(), "");
  ASSERT_THAT(AppendMerges({{"entities/x", ""}}, *writer_), IsOk());
  const v1::EntityMerged undone = LastChange().entity_merged();
  EXPECT_EQ(undone.entity().merged_into(), "");
  EXPECT_EQ(undone.formerly_merged_into(), "entities/y");
}

TEST_F(EntityAppenderTest, KeepsTheMergeOfAnEntityThatGainsAName) {
  ASSERT_THAT(Say("a", {SampleEntity("entities/x", "Son")}), IsOk());
  ASSERT_THAT(AppendMerges({{"entities/x", "entities/y"}}, *writer_), IsOk());
  ASSERT_THAT(Say("b", {SampleEntity("entities/x", "Son", {"Sơn"})}), IsOk());
  const v1::Entity entity = LastChange().entity_changed().entity();
  EXPECT_EQ(entity.merged_into(), "entities/y");
  EXPECT_THAT(entity.aliases(), ElementsAre("Sơn"));
}

TEST_F(EntityAppenderTest, HasNoMergeForAnEntityThatIsGone) {
  ASSERT_THAT(AppendMerges({{"entities/x", ""}}, *writer_), IsOk());
  EXPECT_EQ(writer_->head().offset, 0);
}

}  // namespace
}  // namespace dateline::fact_log
