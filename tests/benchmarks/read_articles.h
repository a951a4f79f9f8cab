// The articles of a file, read once.
#ifndef DATELINE_TESTS_BENCHMARKS_READ_ARTICLES_H_
#define DATELINE_TESTS_BENCHMARKS_READ_ARTICLES_H_

#include <string>
#include <utility>
#include <vector>

#include "ingest_service/pipeline/pipeline.h"
#include "tests/testing/article_files.h"

namespace dateline::testing {

// Those that hold text; an error if none does.
inline absl::StatusOr<std::vector<pipeline::Reading>> ReadArticlesOf(const std::string& data_directory,
                                                                     const std::string& articles_path) {
  const auto pipeline = pipeline::Pipeline::Create(data_directory);
  if (!pipeline.ok()) return pipeline.status();
  const auto articles = ReadArticleFiles({articles_path});
  if (!articles.ok()) return articles.status();
  std::vector<pipeline::Reading> readings;
  for (const v1::Article& article : *articles) {
    auto reading = (*pipeline)->Read(article);
    if (reading.ok()) readings.push_back(*std::move(reading));
  }
  if (readings.empty()) return absl::InvalidArgumentError("there are no articles in " + articles_path);
  return readings;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_READ_ARTICLES_H_
