// Articles of files and folders, for programs that link cli.
#ifndef DATELINE_TESTS_TESTING_ARTICLE_FILES_H_
#define DATELINE_TESTS_TESTING_ARTICLE_FILES_H_

#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/article_source.h"

namespace dateline::testing {

// All articles below `paths`, read as `dateline extract` reads them; or what is wrong with the first that cannot be.
inline absl::StatusOr<std::vector<v1::Article>> ReadArticleFiles(const std::vector<std::string>& paths) {
  auto source = cli::ArticleSource::Open(paths, std::cin);
  if (!source.ok()) return source.status();
  std::vector<v1::Article> articles;
  while (auto next = source->Next()) {
    if (!next->article.ok()) return next->article.status();
    articles.push_back(*std::move(next->article));
  }
  return articles;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_ARTICLE_FILES_H_
