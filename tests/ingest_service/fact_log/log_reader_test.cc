#include "ingest_service/fact_log/log_reader.h"

#include <future>

#include "ingest_service/fact_log/fact_log.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;

// A log with the articles a, b and c, of one fact each: offsets 1 to 7.
class LogReaderTest : public ::testing::Test {
 protected:
  LogReaderTest() {
    for (const char* const id : {"b", "a", "c"}) {
      std::promise<absl::Status> answer;
      log_->Append(SampleWrite(id, 1),
                   [&](const absl::StatusOr<StoredArticle>& stored) { answer.set_value(stored.status()); });
      EXPECT_THAT(answer.get_future().get(), IsOk());
    }
  }

  std::vector<int64_t> Offsets(int64_t after, const ReadLimits& limits) {
    std::vector<int64_t> offsets;
    const auto changes = reader_.ReadChanges(after, limits);
    EXPECT_THAT(changes, IsOk());
    for (const StoredChange& change : *changes) offsets.push_back(change.offset);
    return offsets;
  }

  testing::StoreDirectory directory_;
  std::unique_ptr<FactLog> log_ = *FactLog::Open(directory_.Store("log"), {}, [](const FeedHead&) {});
  LogReader& reader_ = log_->reader();
};

TEST_F(LogReaderTest, ReadsAnArticleWithItsBody) {
  const auto article = reader_.ReadArticle("articles/a");
  ASSERT_THAT(article, IsOk());
  EXPECT_EQ(article->body(), "Body of a");
  EXPECT_EQ(article->title(), "Title of a");
}

TEST_F(LogReaderTest, DoesNotFindWhatIsNotThere) {
  EXPECT_EQ(errors::Reason(reader_.ReadArticle("articles/d").status()), "ARTICLE_NOT_FOUND");
  EXPECT_FALSE(reader_.ReadChainCrc(8)->has_value());
}

TEST_F(LogReaderTest, ListsArticlesInTheOrderOfNames) {
  const auto articles = reader_.ListArticles("articles/a", 10);
  ASSERT_THAT(articles, IsOk());
  ASSERT_EQ(articles->size(), 2u);
  EXPECT_EQ((*articles)[0].name(), "articles/b");
  EXPECT_EQ((*articles)[1].name(), "articles/c");
  EXPECT_EQ(reader_.ListArticles("", 1)->size(), 1u);
}

TEST_F(LogReaderTest, ReadsChangesUpToEachLimit) {
  EXPECT_EQ(Offsets(5, {.last_offset = 7}), (std::vector<int64_t>{6, 7}));
  EXPECT_EQ(Offsets(0, {.last_offset = 2}), (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(Offsets(0, {.last_offset = 7, .max_changes = 3}), (std::vector<int64_t>{1, 2, 3}));
  EXPECT_EQ(Offsets(0, {.last_offset = 7, .max_bytes = 1}), (std::vector<int64_t>{1}));
  EXPECT_EQ(Offsets(7, {.last_offset = 7}), (std::vector<int64_t>{}));
}

TEST_F(LogReaderTest, ReadsTheChainOfAChange) { EXPECT_EQ(reader_.ReadChainCrc(7)->value(), log_->Head().chain_crc); }

}  // namespace
}  // namespace dateline::fact_log
