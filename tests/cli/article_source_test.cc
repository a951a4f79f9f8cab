#include "cli/article_source.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A folder of its own for each test.
class ArticleSourceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(::testing::TempDir()) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "deep");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }

  // "body" of each article, "! reason" of each that cannot be read.
  std::vector<std::string> ReadAll(const std::vector<std::string>& paths, const std::string& input = "") {
    std::istringstream standard_input(input);
    auto source = ArticleSource::Open(paths, standard_input);
    EXPECT_THAT(source, IsOk());
    std::vector<std::string> bodies;
    while (auto next = source->Next()) {
      bodies.push_back(next->article.ok() ? next->article->body()
                                          : "! " + next->origin.substr(next->origin.rfind('/') + 1));
    }
    return bodies;
  }

  std::filesystem::path folder_;
};

TEST_F(ArticleSourceTest, TakesTextAndHtmlFilesWhole) {
  EXPECT_THAT(ReadAll({Write("b.html", "<p>b</p>\n"), Write("a.txt", "a\n")}), ElementsAre("<p>b</p>\n", "a\n"));
}

TEST_F(ArticleSourceTest, TakesJsonLinesOneByOneAndGoesOnAfterABadOne) {
  const std::string path = Write("w.jsonl", "{\"body\": \"a\"}\n\nnonsense\n{\"body\": \"b\"}");
  EXPECT_THAT(ReadAll({path}), ElementsAre("a", "! w.jsonl:3", "b"));
}

TEST_F(ArticleSourceTest, WalksFolderInOrderOfPathsAndPassesOverOtherFiles) {
  Write("z.txt", "z");
  Write("notes.md", "no article");
  Write("deep/d.jsonl", "{\"body\": \"d\"}\n");
  Write("a.txt", "a");
  EXPECT_THAT(ReadAll({folder_.string()}), ElementsAre("a", "d", "z"));
}

TEST_F(ArticleSourceTest, ReadsOneArticleFromStandardInput) {
  EXPECT_THAT(ReadAll({"-"}, "HANOI - They met."), ElementsAre("HANOI - They met."));
}

TEST_F(ArticleSourceTest, ReadsJsonLinesFromStandardInput) {
  EXPECT_THAT(ReadAll({"-"}, "{\"body\": \"a\"}\n{\"body\": \"b\"}\n"), ElementsAre("a", "b"));
}

TEST_F(ArticleSourceTest, KnowsBytesOfFilesOnly) {
  std::istringstream input;
  const std::string path = Write("a.txt", "12345");
  EXPECT_EQ(ArticleSource::Open({path}, input)->total_bytes(), 5);
  EXPECT_EQ(ArticleSource::Open({path, "-"}, input)->total_bytes(), std::nullopt);
}

TEST_F(ArticleSourceTest, NamesPathThatDoesNotExist) {
  std::istringstream input;
  EXPECT_THAT(ArticleSource::Open({"absent.txt"}, input),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("absent.txt")));
}

TEST_F(ArticleSourceTest, RefusesFileOfAnotherType) {
  std::istringstream input;
  EXPECT_THAT(ArticleSource::Open({Write("a.pdf", "")}, input),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("a.pdf")));
}

TEST_F(ArticleSourceTest, ReadFileRefusesFolder) {
  EXPECT_THAT(ReadFile(folder_.string()), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("folder")));
}

}  // namespace
}  // namespace dateline::cli
