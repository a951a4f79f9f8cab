#include "query_service/index/index_check.h"

#include <filesystem>
#include <fstream>

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
using ::testing::_;
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
      const auto database = *store::Database::OpenWriter(place_.tables);
      EXPECT_THAT(database->Execute(sql), IsOk());
    }
    return CheckIndex(place_).status();
  }
};

TEST_F(CheckIndexTest, SaysWhatASoundIndexHolds) {
  const absl::StatusOr<IndexSummary> summary = CheckIndex(place_);
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->state.position.offset, 5);
  EXPECT_EQ(summary->article_versions, 1);
  EXPECT_EQ(summary->fact_versions, 2);
  EXPECT_EQ(summary->entity_versions, 1);
}

TEST_F(CheckIndexTest, NoticesWhatDoesNotFit) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"DELETE FROM posting", "not posted under"},
      {"INSERT INTO posting SELECT term, 99 FROM posting LIMIT 1", "postings of entities that are not there"},
      {"UPDATE index_state SET content_checksum = content_checksum + 1", "checksum"},
      {"UPDATE index_state SET fact_count = fact_count + 1", "counts of what holds"},
      {"DELETE FROM fact_end", "checksum"},
      {"INSERT INTO fact_end VALUES (99, 100, 0, '')", "ends of facts that are not there"},
      {"UPDATE article_name SET name = 'articles/b'", "under another article"},
      {"DELETE FROM article_name", "has no name"},
      {"UPDATE fact SET bytes = '?'", "cannot be read"},
  };
  int cases_tried = 0;
  for (const auto& [sql, message] : cases) {
    const absl::Status damaged = CheckAfter(sql);
    EXPECT_THAT(damaged, StatusIs(absl::StatusCode::kDataLoss, HasSubstr(message))) << sql;
    EXPECT_EQ(errors::Reason(damaged), "STORE_DAMAGED");
    place_ = MakePlace(absl::StrCat("index", ++cases_tried));
    OpenWriter();
    ASSERT_THAT(feed_.Give(*writer_), IsOk());
    ASSERT_THAT(CheckIndex(place_), IsOk());
  }
}

class CheckSegmentsTest : public CheckIndexTest {
 protected:
  // Seven more facts: the first eight are in a file.
  CheckSegmentsTest() {
    for (int fact = 3; fact < 10; ++fact) Apply({FactChange(FactOf("articles/a/facts/" + std::to_string(fact)))});
    FinishSegments();
    for (const auto& file : std::filesystem::directory_iterator(SegmentFolderOf(path_))) files_.push_back(file.path());
  }

  // Adds one to a byte of the file.
  void Damage(size_t byte) {
    std::fstream file(files_.front(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(byte));
    const char before = static_cast<char>(file.get());
    file.seekp(static_cast<std::streamoff>(byte));
    file.put(static_cast<char>(before + 1));
  }

  std::vector<std::filesystem::path> files_;
};

TEST_F(CheckSegmentsTest, FindsThemSound) {
  EXPECT_EQ(files_.size(), 1u);
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(CheckSegmentsTest, NoticesADamagedImage) {
  Damage(1000);
  EXPECT_THAT(CheckIndex(place_), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("is damaged")));
}

TEST_F(CheckSegmentsTest, NoticesDamagedContent) {
  Damage(std::filesystem::file_size(files_.front()) - 1);
  EXPECT_THAT(CheckIndex(place_), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("is damaged")));
}

TEST_F(CheckSegmentsTest, NoticesASegmentThatIsMissing) {
  std::filesystem::remove(files_.front());
  EXPECT_THAT(CheckIndex(place_), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("cannot be opened")));
}

TEST_F(CheckSegmentsTest, NoticesASegmentOfOtherFacts) {
  EXPECT_THAT(CheckAfter("UPDATE article SET publisher = 'VNS'"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("is not what follows from its facts")));
}

TEST_F(CheckIndexTest, RefusesWhatIsNoIndex) {
  EXPECT_THAT(CheckIndex({directory_.File("none.db")}), StatusIs(absl::StatusCode::kNotFound, HasSubstr("none.db")));
  const bool is_postgres = testing::StoreDirectory::IsPostgres();
  EXPECT_THAT(CheckAfter(is_postgres ? "UPDATE dateline_schema SET version = 9" : "PRAGMA user_version=1"),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("not an index of this version")));
  if (is_postgres) {
    EXPECT_THAT(CheckIndex({directory_.Store("empty")}), StatusIs(absl::StatusCode::kFailedPrecondition, _));
  }
}

}  // namespace
}  // namespace dateline::index
