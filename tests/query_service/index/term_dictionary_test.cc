#include "query_service/index/term_dictionary.h"

#include <memory>

#include "gmock/gmock.h"
#include "query_service/index/schema.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::index {
namespace {

using ::dateline::testing::IsOk;

class TermDictionaryTest : public ::testing::Test {
 protected:
  TermDictionaryTest() {
    database_ = *sqlite::Database::OpenWriter(directory_.File("index.db"), sqlite::Durability::kNormal);
    EXPECT_THAT(database_->Execute(kCreateTables), IsOk());
  }

  int64_t LiveCount(int64_t number) {
    auto select = database_->Prepare("SELECT live_count FROM term WHERE id = ?");
    EXPECT_TRUE(*select->Bind(number).Step());
    return select->Integer(0);
  }

  const Term actor_{TermField::kFactRole, "1"};
  const Term event_{TermField::kFactKind, "1"};
  testing::TemporaryDirectory directory_;
  std::unique_ptr<sqlite::Database> database_;
};

TEST_F(TermDictionaryTest, GivesATermTheSameNumberAgain) {
  TermDictionary terms(*database_);
  const int64_t number = *terms.NumberOf(actor_);
  EXPECT_NE(*terms.NumberOf(event_), number);
  EXPECT_EQ(*terms.NumberOf(actor_), number);
  EXPECT_EQ(*TermDictionary(*database_).NumberOf(actor_), number);
}

TEST_F(TermDictionaryTest, KnowsTermsThatItNoLongerRemembers) {
  TermDictionary terms(*database_, /*max_remembered=*/1);
  const int64_t number = *terms.NumberOf(actor_);
  ASSERT_THAT(terms.NumberOf(event_), IsOk());
  EXPECT_EQ(*terms.NumberOf(actor_), number);
}

TEST_F(TermDictionaryTest, AddsUpCounts) {
  TermDictionary terms(*database_);
  const int64_t number = *terms.NumberOf(actor_);
  terms.Count(number, 1);
  terms.Count(number, 1);
  ASSERT_THAT(terms.Flush(), IsOk());
  terms.Count(number, -1);
  ASSERT_THAT(terms.Flush(), IsOk());
  EXPECT_EQ(LiveCount(number), 1);
}

TEST_F(TermDictionaryTest, AfterARollBackLooksAgain) {
  TermDictionary terms(*database_);
  {
    const auto transaction = sqlite::Transaction::BeginWrite(*database_);
    terms.Count(*terms.NumberOf(actor_), 1);
  }
  terms.Forget();
  const int64_t number = *terms.NumberOf(actor_);
  ASSERT_THAT(terms.Flush(), IsOk());
  EXPECT_EQ(LiveCount(number), 0);
}

}  // namespace
}  // namespace dateline::index
