#include "query_service/answers/answers.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "query_service/answers/tokens.h"
#include "query_service/index/index_writer.h"
#include "tests/query_service/answers/index_model.h"
#include "tests/query_service/answers/random_history.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::IndexModel;
using ::dateline::testing::IsOk;
using ::dateline::testing::RandomHistory;
using ::dateline::testing::SampleFeed;
using ::dateline::testing::StatusIs;
using ::testing::_;

constexpr int kChanges = 400;

class Differential : public ::testing::TestWithParam<uint32_t> {
 protected:
  Differential() : history_(GetParam()), readers_(directory_.File("index.db")), answers_(readers_, AnswerLimits()) {
    writer_ = *index::IndexWriter::Open(directory_.File("index.db"));
    for (int i = 0; i < kChanges; ++i) feed_.Add({history_.NextChange()});
    for (const v1::ChangeRecord& record : feed_.records()) model_.Take(record);
    while (writer_->Position()->offset < kChanges) EXPECT_THAT(feed_.Give(*writer_, 1 + history_.Below(40)), IsOk());
  }

  v1::Consistency At(int64_t offset) {
    v1::Consistency consistency;
    consistency.set_at_exact(RevisionToken({"feed", offset}));
    return consistency;
  }

  std::vector<std::string> WalkFacts(const v1::FactFilter& filter, int64_t at) {
    std::vector<std::string> names;
    v1::ListFactsRequest request;
    *request.mutable_filter() = filter;
    *request.mutable_consistency() = At(at);
    do {
      request.set_page_size(1 + history_.Below(30));
      const absl::StatusOr<std::string> bytes = answers_.ListFacts(request, absl::InfiniteFuture());
      EXPECT_THAT(bytes, IsOk());
      v1::ListFactsResponse response;
      EXPECT_TRUE(response.ParseFromString(*bytes));
      EXPECT_EQ(response.revision_token(), request.consistency().at_exact());
      for (const v1::Fact& fact : response.facts()) {
        names.push_back(fact.name());
        EXPECT_EQ(fact.SerializeAsString(), model_.GetFact(fact.name(), at)->SerializeAsString());
      }
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  std::vector<std::string> WalkEntities(v1::EntityType type, const std::string& country_code, int64_t at) {
    std::vector<std::string> names;
    v1::ListEntitiesRequest request;
    request.set_type(type);
    request.set_country_code(country_code);
    *request.mutable_consistency() = At(at);
    do {
      request.set_page_size(1 + history_.Below(10));
      const absl::StatusOr<std::string> bytes = answers_.ListEntities(request, absl::InfiniteFuture());
      EXPECT_THAT(bytes, IsOk());
      v1::ListEntitiesResponse response;
      EXPECT_TRUE(response.ParseFromString(*bytes));
      for (const v1::Entity& entity : response.entities()) names.push_back(entity.name());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  testing::TemporaryDirectory directory_;
  RandomHistory history_;
  SampleFeed feed_;
  IndexModel model_;
  std::unique_ptr<index::IndexWriter> writer_;
  sqlite::ReaderPool readers_;
  Answers answers_;
};

TEST_P(Differential, ListFactsGivesWhatTheModelGives) {
  for (int question = 0; question < 120; ++question) {
    const v1::FactFilter filter = history_.NextFilter();
    const int64_t at = history_.Below(kChanges + 1);
    EXPECT_EQ(WalkFacts(filter, at), model_.ListFacts(filter, at)) << "at " << at << " " << filter.ShortDebugString();
  }
}

TEST_P(Differential, ListEntitiesGivesWhatTheModelGives) {
  for (int question = 0; question < 20; ++question) {
    const auto type = static_cast<v1::EntityType>(history_.Below(5));
    const std::string country_code = history_.CountryCode();
    const int64_t at = history_.Below(kChanges + 1);
    EXPECT_EQ(WalkEntities(type, country_code, at), model_.ListEntities(type, country_code, at)) << "at " << at;
  }
}

TEST_P(Differential, GetFactGivesWhatTheModelGives) {
  for (int question = 0; question < 40; ++question) {
    v1::GetFactRequest request;
    request.set_name(history_.FactName());
    const int64_t at = history_.Below(kChanges + 1);
    *request.mutable_consistency() = At(at);
    const absl::StatusOr<std::string> bytes = answers_.GetFact(request, absl::InfiniteFuture());
    const v1::Fact* expected = model_.GetFact(request.name(), at);
    if (expected == nullptr) {
      EXPECT_THAT(bytes, StatusIs(absl::StatusCode::kNotFound, _));
      continue;
    }
    v1::GetFactResponse response;
    ASSERT_THAT(bytes, IsOk());
    ASSERT_TRUE(response.ParseFromString(*bytes));
    EXPECT_EQ(response.fact().SerializeAsString(), expected->SerializeAsString());
  }
}

TEST_P(Differential, GetEntityCountsWhatTheModelCounts) {
  for (int question = 0; question < 40; ++question) {
    v1::GetEntityRequest request;
    request.set_name(history_.EntityName());
    const int64_t at = question % 2 == 0 ? kChanges : history_.Below(kChanges + 1);
    *request.mutable_consistency() = At(at);
    const absl::StatusOr<std::string> bytes = answers_.GetEntity(request, absl::InfiniteFuture());
    const v1::Entity* expected = model_.GetEntity(request.name(), at);
    if (expected == nullptr) {
      EXPECT_THAT(bytes, StatusIs(absl::StatusCode::kNotFound, _));
      continue;
    }
    v1::GetEntityResponse response;
    ASSERT_THAT(bytes, IsOk());
    ASSERT_TRUE(response.ParseFromString(*bytes));
    v1::FactFilter filter;
    filter.add_entities(request.name());
    EXPECT_EQ(response.fact_count(), static_cast<int64_t>(model_.ListFacts(filter, at).size())) << "at " << at;
    EXPECT_EQ(response.entity().display_name(), expected->display_name());
  }
}

TEST_P(Differential, GetIndexStatusCountsWhatHolds) {
  const absl::StatusOr<v1::GetIndexStatusResponse> status = answers_.GetIndexStatus();
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->fact_count(), static_cast<int64_t>(model_.ListFacts({}, kChanges).size()));
  EXPECT_EQ(status->entity_count(),
            static_cast<int64_t>(model_.ListEntities(v1::ENTITY_TYPE_UNSPECIFIED, "", kChanges).size()));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Differential, ::testing::Range<uint32_t>(1, 26));

}  // namespace
}  // namespace dateline::answers
