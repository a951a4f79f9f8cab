#include "ingest_service/rpc/article_page.h"

#include <future>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/fact_log.h"
#include "platform/encoding/opaque_token.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::ingest_rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;

class ArticlePageTest : public ::testing::Test {
 protected:
  ArticlePageTest() {
    for (int i = 0; i < 10; ++i) {
      std::promise<absl::Status> answer;
      log_->Append(SampleWrite(absl::StrCat("n", i)),
                   [&](const absl::StatusOr<fact_log::StoredArticle>& stored) { answer.set_value(stored.status()); });
      EXPECT_THAT(answer.get_future().get(), IsOk());
    }
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<fact_log::FactLog> log_ =
      *fact_log::FactLog::Open(directory_.File("log"), {}, [](const fact_log::FeedHead&) {});
};

TEST_F(ArticlePageTest, WalksAllArticlesWhateverTheSize) {
  for (int page_size = 1; page_size <= 11; ++page_size) {
    std::vector<std::string> names;
    v1::ListArticlesRequest request;
    request.set_page_size(page_size);
    do {
      const auto page = ListStoredArticles(log_->reader(), request, {});
      ASSERT_THAT(page, IsOk());
      for (const v1::Article& article : page->articles()) names.push_back(article.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    ASSERT_EQ(names.size(), 10u) << page_size;
    for (int i = 0; i < 10; ++i) EXPECT_EQ(names[i], absl::StrCat("articles/n", i));
  }
}

TEST_F(ArticlePageTest, HasADefaultSize) {
  EXPECT_EQ(ListStoredArticles(log_->reader(), {}, {.default_size = 3})->articles_size(), 3);
}

TEST_F(ArticlePageTest, RefusesATokenOfAnotherKind) {
  v1::ListArticlesRequest request;
  request.set_page_token(encoding::OpaqueTokenWriter('C').AddBytes("articles/n1").Finish());
  EXPECT_EQ(errors::Reason(ListStoredArticles(log_->reader(), request, {}).status()), "PAGE_TOKEN_INVALID");
}

}  // namespace
}  // namespace dateline::ingest_rpc
