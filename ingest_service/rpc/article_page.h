// The stored articles as callers ask for them: one, or a page.
#ifndef DATELINE_INGEST_SERVICE_RPC_ARTICLE_PAGE_H_
#define DATELINE_INGEST_SERVICE_RPC_ARTICLE_PAGE_H_

#include "absl/status/statusor.h"
#include "dateline/v1/ingest_service.pb.h"
#include "ingest_service/fact_log/log_reader.h"

namespace dateline::ingest_rpc {

struct PageSizes {
  int default_size = 50;
  int max_size = 1000;
};

// INVALID_ARGUMENT (NAME_INVALID), NOT_FOUND (ARTICLE_NOT_FOUND).
absl::StatusOr<v1::GetArticleResponse> GetStoredArticle(fact_log::LogReader& reader,
                                                        const v1::GetArticleRequest& request);

// INVALID_ARGUMENT (PAGE_SIZE_INVALID, PAGE_TOKEN_INVALID).
absl::StatusOr<v1::ListArticlesResponse> ListStoredArticles(fact_log::LogReader& reader,
                                                            const v1::ListArticlesRequest& request,
                                                            const PageSizes& sizes);

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_ARTICLE_PAGE_H_
