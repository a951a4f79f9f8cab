#include "ingest_service/training/name_training.h"

#include <filesystem>

#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

TEST(NameCorpora, AreTrainPartsOnly) {
  for (const NameCorpus& corpus : NameCorpora()) {
    EXPECT_EQ(corpus.path.find("test"), std::string::npos) << corpus.path;
    EXPECT_EQ(corpus.path.find("dev"), std::string::npos) << corpus.path;
  }
}

TEST(TrainNameSection, SaysWhichCorpusIsMissing) {
  const auto gazetteer = language::Gazetteer::Create(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(gazetteer, dateline::testing::IsOk());
  EXPECT_THAT(TrainNameSection("/no/such/folder", **gazetteer, {}, [](int, double) {}),
              dateline::testing::StatusIs(absl::StatusCode::kNotFound, ::testing::HasSubstr("uner-ewt/train.iob2")));
}

TEST(NameCorpora, CanBeRead) {
  const std::filesystem::path folder = std::filesystem::path(DATELINE_SOURCE_DIRECTORY) / "../shared/data/train";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the corpora are not there";
  for (const NameCorpus& corpus : NameCorpora()) {
    const auto documents = ReadNamedDocuments((folder / corpus.path).string(), corpus.format);
    ASSERT_THAT(documents, dateline::testing::IsOk());
    EXPECT_GT(documents->size(), 50u) << corpus.path;
  }
}

}  // namespace
}  // namespace dateline::training
