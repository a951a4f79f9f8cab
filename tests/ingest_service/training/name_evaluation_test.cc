#include "ingest_service/training/name_evaluation.h"

#include <fstream>

#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::training {
namespace {

using ::dateline::testing::IsOk;

TEST(CountNames, WantsTheSameWordsAndType) {
  const testing::TemporaryDirectory directory;
  const std::string path = directory.path() + "/names.iob2";
  std::ofstream(path) << "1\tThey\tO\n2\tmet\tO\n3\tin\tO\n4\tFrance\tB-LOC\n5\t.\tO\n\n"
                         "1\tThey\tO\n2\tmet\tO\n3\tin\tO\n4\tJapan\tB-ORG\n5\t.\tO\n\n"
                         "1\tThey\tO\n2\tmet\tO\n3\tqzzx\tB-PER\n4\t.\tO\n\n";
  const auto documents = ReadNamedDocuments(path, NameFormat::kUniversalNer);
  ASSERT_THAT(documents, IsOk());
  const auto finder = language::NameFinder::Create(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(finder, IsOk());
  const NameCounts counts = CountNames(**finder, *documents);
  EXPECT_EQ(counts.right, 1);
  EXPECT_EQ(counts.extra, 1);
  EXPECT_EQ(counts.missed, 2);
  EXPECT_EQ(counts.Precision(), 50);
  EXPECT_NEAR(counts.Recall(), 100.0 / 3, 1e-9);
  EXPECT_EQ(counts.F1(), 40);
}

TEST(NameCounts, AreZeroOfNothing) {
  EXPECT_EQ(NameCounts().Precision(), 0);
  EXPECT_EQ(NameCounts().F1(), 0);
}

}  // namespace
}  // namespace dateline::training
