#include "ingest_service/fact_log/reextractions.h"

#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;

class ReextractionsTest : public ::testing::Test {
 protected:
  ReextractionsTest() { EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk()); }

  absl::StatusOr<v1::Reextraction> Start(const std::string& request_id, const std::string& article = "articles/a") {
    v1::ReextractArticlesRequest request;
    request.set_request_id(request_id);
    request.add_articles(article);
    absl::StatusOr<v1::Reextraction> result;
    EXPECT_THAT(StartReextraction(request, "dateline/1", *database_, result), IsOk());
    return result;
  }

  absl::StatusOr<v1::Reextraction> End(const std::string& name, v1::ReextractionState state) {
    absl::StatusOr<v1::Reextraction> result;
    EXPECT_THAT(EndReextraction(name, state, *database_, result), IsOk());
    return result;
  }

  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
};

TEST_F(ReextractionsTest, AnswerARepeatedRequestWithTheOneThatItBegan) {
  EXPECT_EQ(Start("r")->name(), "reextractions/1");
  ASSERT_THAT(End("reextractions/1", v1::REEXTRACTION_STATE_DONE), IsOk());
  EXPECT_EQ(Start("r")->state(), v1::REEXTRACTION_STATE_DONE);
  EXPECT_EQ(Start("s")->name(), "reextractions/2");
  EXPECT_EQ(errors::Reason(Start("r", "articles/b").status()), "REQUEST_ID_REUSED");
}

TEST_F(ReextractionsTest, StayAsTheyEnded) {
  ASSERT_THAT(Start("r"), IsOk());
  ASSERT_THAT(End("reextractions/1", v1::REEXTRACTION_STATE_CANCELED), IsOk());
  EXPECT_EQ(End("reextractions/1", v1::REEXTRACTION_STATE_DONE)->state(), v1::REEXTRACTION_STATE_CANCELED);
  EXPECT_THAT(AdvanceReextraction(1, "articles/a", {}, *database_), IsOk());
  EXPECT_EQ(FindReextraction("reextractions/1", *database_)->articles_done(), 0);
  EXPECT_FALSE((*FindRunningReextraction(*database_)).has_value());
}

TEST_F(ReextractionsTest, AreNotFoundUnderNamesThatNoneHas) {
  EXPECT_EQ(errors::Reason(FindReextraction("reextractions/7", *database_).status()), "REEXTRACTION_NOT_FOUND");
  EXPECT_EQ(errors::Reason(End("reextractions/x", v1::REEXTRACTION_STATE_DONE).status()), "REEXTRACTION_NOT_FOUND");
}

TEST_F(ReextractionsTest, CountChangesByKind) {
  ASSERT_THAT(Start("r"), IsOk());
  v1::FactChange added;
  added.set_kind(v1::FACT_CHANGE_KIND_ADDED);
  v1::FactChange superseded;
  superseded.set_kind(v1::FACT_CHANGE_KIND_SUPERSEDED);
  ASSERT_THAT(AdvanceReextraction(1, "articles/a", {added, superseded}, *database_), IsOk());
  const auto running = FindRunningReextraction(*database_);
  ASSERT_TRUE((*running).has_value());
  EXPECT_EQ((*running)->last_article, "articles/a");
  EXPECT_EQ((*running)->progress.facts_added(), 1);
  EXPECT_EQ((*running)->progress.facts_superseded(), 1);
  EXPECT_EQ((*running)->progress.articles_changed(), 1);
}

}  // namespace
}  // namespace dateline::fact_log
