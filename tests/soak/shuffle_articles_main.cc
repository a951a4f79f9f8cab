// shuffle_articles: stores articles in shuffled orders and fails when an order leaves other facts, entities or merges.
// For
// `./dev soak`.
#include <algorithm>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "tests/soak/shuffled_articles.h"
#include "tests/testing/article_files.h"

namespace dateline::soak {
namespace {

absl::StatusOr<std::vector<fact_log::ArticleWrite>> Prepare(const std::string& data_directory,
                                                            const std::vector<std::string>& paths) {
  const auto pipeline = pipeline::Pipeline::Create(data_directory);
  if (!pipeline.ok()) return pipeline.status();
  const auto articles = testing::ReadArticleFiles(paths);
  if (!articles.ok()) return articles.status();
  return ReadAll(**pipeline, *articles);
}

int Run(const std::string& data_directory, int orders, const std::vector<std::string>& paths) {
  auto writes = Prepare(data_directory, paths);
  const auto expected = writes.ok() ? KnowledgeOf(*writes) : writes.status();
  if (!expected.ok()) {
    std::cerr << expected.status() << "\n";
    return 1;
  }
  std::mt19937 random(1);
  int different = 0;
  for (int order = 0; order < orders; ++order) {
    std::shuffle(writes->begin(), writes->end(), random);
    const auto knowledge = KnowledgeOf(*writes);
    different += knowledge.ok() && *knowledge == *expected ? 0 : 1;
  }
  std::cout << writes->size() << " articles in " << orders << " orders: " << expected->size()
            << " facts and entities, of which " << CountMerged(*expected) << " stand for others; " << different
            << " orders leave something else\n";
  return different == 0 ? 0 : 1;
}

}  // namespace
}  // namespace dateline::soak

int main(int argc, char** argv) {
  int orders = 0;
  if (argc > 3 && absl::SimpleAtoi(argv[2], &orders) && orders > 0)
    return dateline::soak::Run(argv[1], orders, {argv + 3, argv + argc});
  std::cerr << "usage: shuffle_articles DATA_DIRECTORY ORDERS ARTICLES...\n";
  return 2;
}
