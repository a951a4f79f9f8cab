#include "query_service/index/term_dictionary.h"

#include <memory>

#include "gmock/gmock.h"
#include "query_service/index/schema.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::index {
namespace {

using ::dateline::testing::IsOk;

class TermDictionaryTest : public ::testing::Test {
 protected:
  TermDictionaryTest() { EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk()); }

  const Term word_{TermField::kEntityWord, "son"};
  const Term name_{TermField::kEntityName, "son"};
  testing::StoreDirectory directory_;
  const std::unique_ptr<store::Database> database_ = directory_.OpenStore("index.db");
};

TEST_F(TermDictionaryTest, GivesATermTheSameNumberAgain) {
  TermDictionary terms(*database_);
  const int64_t number = *terms.NumberOf(word_);
  EXPECT_NE(*terms.NumberOf(name_), number);
  EXPECT_EQ(*terms.NumberOf(word_), number);
  EXPECT_EQ(*TermDictionary(*database_).NumberOf(word_), number);
}

TEST_F(TermDictionaryTest, KnowsTermsThatItNoLongerRemembers) {
  TermDictionary terms(*database_, /*max_remembered=*/1);
  const int64_t number = *terms.NumberOf(word_);
  ASSERT_THAT(terms.NumberOf(name_), IsOk());
  EXPECT_EQ(*terms.NumberOf(word_), number);
}

TEST_F(TermDictionaryTest, GivesTheLastNumberAgainWhenItsTermIsRemoved) {
  TermDictionary terms(*database_);
  ASSERT_THAT(terms.NumberOf(word_), IsOk());
  const int64_t number = *terms.NumberOf(name_);
  ASSERT_THAT(terms.Remove(name_, number), IsOk());
  EXPECT_EQ(*terms.NumberOf({TermField::kEntityWord, "bui"}), number);
}

TEST_F(TermDictionaryTest, AfterARollBackLooksAgain) {
  TermDictionary terms(*database_);
  {
    const auto transaction = store::Transaction::BeginWrite(*database_);
    ASSERT_THAT(terms.NumberOf(word_), IsOk());
  }
  terms.Forget();
  const int64_t number = *terms.NumberOf(word_);
  EXPECT_EQ(*TermDictionary(*database_).NumberOf(word_), number);
}

}  // namespace
}  // namespace dateline::index
