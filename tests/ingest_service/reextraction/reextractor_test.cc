#include "ingest_service/reextraction/reextractor.h"

#include <atomic>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::reextraction {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;

class ReextractorTest : public testing::FactLogFixture {
 protected:
  // Reads articles as SampleWrite says, by another version.
  absl::StatusOr<pipeline::Reading> Read(const v1::Article& article) {
    const fact_log::ArticleWrite write = SampleWrite(article.name().substr(9), 2, article.body());
    pipeline::Reading reading{article, write.facts, write.entities, {}};
    for (v1::Fact& fact : reading.facts) fact.set_extractor("dateline/9");
    ++reads_;
    if (article.body() == "no text") return absl::InvalidArgumentError("the article holds no text");
    return reading;
  }

  v1::Reextraction Start(const v1::ReextractArticlesRequest& request = {}) {
    std::promise<absl::StatusOr<v1::Reextraction>> answer;
    log_->StartReextraction(request, "dateline/9", [&](auto started) { answer.set_value(std::move(started)); });
    const auto started = answer.get_future().get();
    EXPECT_THAT(started, IsOk());
    return *started;
  }

  void StartReextractor() {
    reextractor_.emplace([this](const v1::Article& article) { return Read(article); }, *log_, absl::Milliseconds(2));
  }

  v1::Reextraction WaitForEnd(const std::string& name) {
    while (true) {
      const auto reextraction = log_->reader().ReadReextraction(name);
      EXPECT_THAT(reextraction, IsOk());
      if (!reextraction.ok() || reextraction->state() != v1::REEXTRACTION_STATE_RUNNING) return *reextraction;
      absl::SleepFor(absl::Milliseconds(2));
    }
  }

  std::atomic<int> reads_ = 0;
  std::optional<Reextractor> reextractor_;
};

TEST_F(ReextractorTest, ReadsEveryArticleAgainAndCountsWhatBecameOfItsFacts) {
  for (int i = 0; i < 5; ++i) ASSERT_THAT(Append(SampleWrite(absl::StrCat("a", i), 3)), IsOk());
  StartReextractor();
  const v1::Reextraction done = WaitForEnd(Start().name());
  reextractor_.reset();
  EXPECT_EQ(done.state(), v1::REEXTRACTION_STATE_DONE);
  EXPECT_EQ(done.articles_total(), 5);
  EXPECT_EQ(done.articles_done(), 5);
  EXPECT_EQ(done.articles_changed(), 5);
  EXPECT_EQ(done.facts_confirmed(), 10);
  EXPECT_EQ(done.facts_retracted(), 5);
  EXPECT_TRUE(done.has_end_time());
}

TEST_F(ReextractorTest, GoesOnWhereARestartLeftIt) {
  for (int i = 0; i < 4; ++i) ASSERT_THAT(Append(SampleWrite(absl::StrCat("a", i))), IsOk());
  const v1::Reextraction started = Start();
  {
    std::promise<void> answer;
    fact_log::ArticleWrite first = SampleWrite("a0");
    log_->Reread(std::move(first), 1, [&](const auto&) { answer.set_value(); });
    answer.get_future().wait();
  }
  Reopen();
  StartReextractor();
  EXPECT_EQ(WaitForEnd(started.name()).articles_done(), 4);
  reextractor_.reset();
  EXPECT_EQ(reads_, 3);
}

// As two processes on one database do.
TEST_F(ReextractorTest, CountsEachArticleOnceBesideAnother) {
  constexpr int kArticles = 40;
  for (int i = 0; i < kArticles; ++i) ASSERT_THAT(Append(SampleWrite(absl::StrCat("a", i))), IsOk());
  StartReextractor();
  const Reextractor other([this](const v1::Article& article) { return Read(article); }, *log_, absl::Milliseconds(2));
  const v1::Reextraction done = WaitForEnd(Start().name());
  reextractor_.reset();
  EXPECT_EQ(done.articles_done(), kArticles);
  EXPECT_EQ(done.facts_superseded() + done.facts_confirmed(), 2 * kArticles);
}

TEST_F(ReextractorTest, ReadsOnlyTheArticlesNamed) {
  for (int i = 0; i < 3; ++i) ASSERT_THAT(Append(SampleWrite(absl::StrCat("a", i))), IsOk());
  v1::ReextractArticlesRequest request;
  request.add_articles("articles/a1");
  request.add_articles("articles/unknown");
  StartReextractor();
  const v1::Reextraction done = WaitForEnd(Start(request).name());
  reextractor_.reset();
  EXPECT_EQ(done.articles_done(), 2);
  EXPECT_EQ(reads_, 1);
}

TEST_F(ReextractorTest, LeavesAnArticleThatCannotBeReadAsItIs) {
  ASSERT_THAT(Append(SampleWrite("a0", 2, "no text")), IsOk());
  ASSERT_THAT(Append(SampleWrite("a1")), IsOk());
  StartReextractor();
  const v1::Reextraction done = WaitForEnd(Start().name());
  reextractor_.reset();
  EXPECT_EQ(done.state(), v1::REEXTRACTION_STATE_DONE);
  EXPECT_EQ(done.articles_done(), 2);
  EXPECT_EQ(done.articles_changed(), 1);
  EXPECT_EQ(reads_, 2);
}

TEST_F(ReextractorTest, LeavesWhatWasCanceled) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  const v1::Reextraction started = Start();
  std::promise<void> answer;
  log_->EndReextraction(started.name(), v1::REEXTRACTION_STATE_CANCELED, [&](const auto&) { answer.set_value(); });
  answer.get_future().wait();
  StartReextractor();
  EXPECT_EQ(WaitForEnd(started.name()).state(), v1::REEXTRACTION_STATE_CANCELED);
  reextractor_.reset();
  EXPECT_EQ(reads_, 0);
}

TEST_F(ReextractorTest, IsOneAtATime) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  EXPECT_EQ(Start().name(), "reextractions/1");
  EXPECT_EQ(Start().name(), "reextractions/1");
}

}  // namespace
}  // namespace dateline::reextraction
