#include "ingest_service/training/name_evaluation.h"

#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

TEST(ParseMarkedNames, ReadsWordsTagsAndDocuments) {
  const auto sentences =
      ParseMarkedNames("# newdoc id = a\n1\tTo\tB-PER\t-\t-\n2\tLam\tI-PER\t-\t-\n\n1\tspoke\tO\t-\t-\n\n");
  ASSERT_THAT(sentences, testing::IsOk());
  ASSERT_EQ(sentences->size(), 2u);
  EXPECT_TRUE((*sentences)[0].begins_document);
  EXPECT_FALSE((*sentences)[1].begins_document);
  EXPECT_THAT((*sentences)[0].tags, ::testing::ElementsAre("B-PER", "I-PER"));
}

TEST(ParseMarkedNames, NamesTheDamagedLine) {
  EXPECT_THAT(ParseMarkedNames("# text\n1\tTo\n"),
              testing::StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr("line 2")));
}

TEST(ScoreNames, CountsNamesOfTheSameWordsAndType) {
  const auto model = language::ModelFile::Open(std::string(DATELINE_DATA_DIRECTORY) + "/english.model");
  ASSERT_THAT(model, testing::IsOk());
  const auto annotator = language::Annotator::Load(**model);
  const auto names = language::NameFinder::Create(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(names, testing::IsOk());
  const auto sentences = ParseMarkedNames(
      "1\tThey\tO\n2\tmet\tO\n3\tin\tO\n4\tFrance\tB-LOC\n5\t.\tO\n\n"
      "1\tThey\tO\n2\tmet\tO\n3\tin\tO\n4\tJapan\tB-ORG\n5\t.\tO\n\n");
  EXPECT_EQ(ScoreNames(**annotator, **names, *sentences), 50);
}

}  // namespace
}  // namespace dateline::training
