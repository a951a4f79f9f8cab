#include "ingest_service/language/analysis/tree.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/treebank.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;

constexpr char kMeeting[] =
    "Son Son PROPN NNP 2 nsubj\n"
    "met meet VERB VBD 0 root\n"
    "Maris Maris PROPN NNP 2 obj\n"
    "in in ADP IN 5 case\n"
    "Oslo Oslo PROPN NNP 2 obl\n"
    "and and CCONJ CC 7 cc\n"
    "Bergen Bergen PROPN NNP 5 conj\n";

TEST(Tree, ListsChildrenInTextOrder) {
  const dateline::testing::Treebank text(kMeeting);
  const Tree tree(text.analysis);
  EXPECT_THAT(tree.Children(1), ElementsAre(0, 2, 4));
  EXPECT_EQ(tree.Child(1, {Relation::kIobj, Relation::kObj}), 2);
  EXPECT_EQ(tree.Child(1, {Relation::kIobj}), -1);
}

TEST(Tree, KnowsExtentPrepositionAndConjuncts) {
  const dateline::testing::Treebank text(kMeeting);
  const Tree tree(text.analysis);
  EXPECT_EQ(tree.Extent(4), std::make_pair(3, 7));
  EXPECT_EQ(tree.Extent(1), std::make_pair(0, 7));
  EXPECT_EQ(tree.Preposition(4), "in");
  EXPECT_EQ(tree.Preposition(2), "");
  EXPECT_THAT(tree.Conjuncts(4), ElementsAre(4, 6));
}

TEST(Tree, DominatesItselfAndWhatIsBelow) {
  const dateline::testing::Treebank text(kMeeting);
  const Tree tree(text.analysis);
  EXPECT_TRUE(tree.Dominates(4, 4));
  EXPECT_TRUE(tree.Dominates(1, 6));
  EXPECT_FALSE(tree.Dominates(2, 6));
}

TEST(Tree, AnalysisWithoutTokensIsEmpty) {
  const Analysis empty;
  EXPECT_EQ(Tree(empty).size(), 0);
}

}  // namespace
}  // namespace dateline::language
