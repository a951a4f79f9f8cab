#include "ingest_service/training/treebank.h"

#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

constexpr absl::string_view kSample =
    "# newpar\n"
    "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tdo\tdo\tAUX\tVBP\tMood=Ind\t3\taux\t_\t_\n"
    "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n"
    "2.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n"
    "3\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "4\t.\t.\tPUNCT\t.\t_\t3\tpunct:odd\t_\t_\n\n";

TEST(ParseConllu, ReadsWordsOfMultiwordTokens) {
  const auto sentences = ParseConllu(kSample);
  ASSERT_THAT(sentences, IsOk());
  ASSERT_EQ(sentences->size(), 1u);
  const std::vector<TreebankWord>& words = sentences->front().words;
  ASSERT_EQ(words.size(), 4u);
  EXPECT_TRUE(sentences->front().begins_paragraph);
  EXPECT_EQ(words[0].form, "do");
  EXPECT_TRUE(words[0].inside_token);
  EXPECT_FALSE(words[0].space_after);
  EXPECT_TRUE(words[1].space_after);
  EXPECT_FALSE(words[2].space_after);
  EXPECT_EQ(words[2].head, 0);
  EXPECT_EQ(words[2].features, "VerbForm=Inf");
  EXPECT_EQ(words[1].features, "");
}

TEST(ParseConllu, FallsBackToTheUniversalRelation) {
  EXPECT_EQ(ParseConllu(kSample)->front().words[3].relation, language::Relation::kPunct);
}

TEST(ParseConllu, ReadsALastSentenceWithoutEmptyLine) {
  EXPECT_EQ(ParseConllu("1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_")->size(), 1u);
}

TEST(ParseConllu, EndsParagraphsWhereBlocksEnd) {
  const auto sentences = ParseConllu(
      "# newpar\n# newpar_block = p (3 s) | caption (1 s)\n1\tA\ta\tX\tFW\t_\t0\troot\t_\t_\n\n"
      "1\tB\tb\tX\tFW\t_\t0\troot\t_\t_\n\n1\tC\tc\tX\tFW\t_\t0\troot\t_\t_\n\n");
  ASSERT_THAT(sentences, IsOk());
  EXPECT_TRUE((*sentences)[1].begins_paragraph);
  EXPECT_FALSE((*sentences)[2].begins_paragraph);
}

TEST(ParseConllu, NamesTheDamagedLine) {
  EXPECT_THAT(ParseConllu("# text = a\n1\ta\n"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 2")));
  EXPECT_THAT(ParseConllu("1\ta\ta\tNOUNS\tNN\t_\t0\troot\t_\t_\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("NOUNS")));
  EXPECT_THAT(ParseConllu("1\ta\ta\tNOUN\tNN\t_\t5\troot\t_\t_\n\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("head 5")));
}

TEST(ReadTreebank, NamesAMissingFile) {
  EXPECT_THAT(ReadTreebank("/nowhere/train.conllu"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere")));
}

}  // namespace
}  // namespace dateline::training
