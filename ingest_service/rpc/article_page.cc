#include "ingest_service/rpc/article_page.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "dateline/v1/error_reason.pb.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/rpc/article_validation.h"
#include "platform/encoding/opaque_token.h"
#include "platform/errors/errors.h"

namespace dateline::ingest_rpc {
namespace {

constexpr char kPageTokenKind = 'L';

absl::StatusOr<int> PageSize(int asked, const PageSizes& sizes) {
  if (asked < 0 || asked > sizes.max_size) {
    return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_PAGE_SIZE_INVALID), "page_size",
                              absl::StrCat(asked, "; from 0 to ", sizes.max_size));
  }
  return asked == 0 ? sizes.default_size : asked;
}

// The name after which the page begins.
absl::StatusOr<std::string> PageStart(const std::string& page_token) {
  if (page_token.empty()) return "";
  std::optional<encoding::OpaqueTokenReader> reader = encoding::OpaqueTokenReader::Open(kPageTokenKind, page_token);
  const std::string name = reader.has_value() ? reader->ReadBytes() : "";
  if (reader.has_value() && reader->AtEnd()) return name;
  return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_PAGE_TOKEN_INVALID), "page_token",
                            "not a page token of this method, or damaged");
}

}  // namespace

absl::StatusOr<v1::GetArticleResponse> GetStoredArticle(fact_log::LogReader& reader,
                                                        const v1::GetArticleRequest& request) {
  const absl::Status valid = ValidateArticleName(request.name(), "name");
  if (!valid.ok()) return valid;
  absl::StatusOr<v1::Article> article = reader.ReadArticle(request.name());
  if (!article.ok()) return article.status();
  v1::GetArticleResponse response;
  *response.mutable_article() = *std::move(article);
  return response;
}

absl::StatusOr<v1::ListArticlesResponse> ListStoredArticles(fact_log::LogReader& reader,
                                                            const v1::ListArticlesRequest& request,
                                                            const PageSizes& sizes) {
  const absl::StatusOr<int> page_size = PageSize(request.page_size(), sizes);
  if (!page_size.ok()) return page_size.status();
  const absl::StatusOr<std::string> start = PageStart(request.page_token());
  if (!start.ok()) return start.status();
  // One more than asked tells whether another page follows.
  absl::StatusOr<std::vector<v1::Article>> articles = reader.ListArticles(*start, *page_size + 1);
  if (!articles.ok()) return articles.status();
  v1::ListArticlesResponse response;
  const bool more = articles->size() > static_cast<size_t>(*page_size);
  if (more) articles->pop_back();
  if (more) {
    response.set_next_page_token(
        encoding::OpaqueTokenWriter(kPageTokenKind).AddBytes(articles->back().name()).Finish());
  }
  for (v1::Article& article : *articles) *response.add_articles() = std::move(article);
  return response;
}

}  // namespace dateline::ingest_rpc
