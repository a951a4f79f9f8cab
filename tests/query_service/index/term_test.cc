#include "query_service/index/term.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::index {
namespace {

using ::dateline::testing::EntityOf;
using ::testing::UnorderedElementsAre;

TEST(TermsOfEntity, AreFoldedNamesAndWords) {
  EXPECT_THAT(TermsOfEntity(EntityOf("entities/son", "Bùi Thanh Sơn", {"Son", "Mr. Sơn"})),
              UnorderedElementsAre(Term{TermField::kEntityName, "bui thanh son"}, Term{TermField::kEntityAlias, "son"},
                                   Term{TermField::kEntityAlias, "mr son"}, Term{TermField::kEntityWord, "bui"},
                                   Term{TermField::kEntityWord, "thanh"}, Term{TermField::kEntityWord, "son"},
                                   Term{TermField::kEntityWord, "mr"}));
}

TEST(WholeName, IsTheSameForSpellings) { EXPECT_EQ(WholeName("Jean-Noël  Barrot"), WholeName("JEAN NOEL BARROT")); }

}  // namespace
}  // namespace dateline::index
