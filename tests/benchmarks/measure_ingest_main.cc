// measure_ingest PROGRAMS DATA_DIRECTORY ARTICLES FACTS: how fast articles are kept, fed on and found. For
// `./dev bench ingest`.
#include <iostream>
#include <string>

#include "tests/benchmarks/measure_log.h"
#include "tests/benchmarks/measure_pair.h"
#include "tests/benchmarks/read_articles.h"

namespace dateline::testing {
namespace {

constexpr int64_t kArticlesAtOnce = 3000;

// How many facts it got: `facts` at least.
int64_t FillStore(const std::string& store, const RepeatedArticles& articles, int64_t facts) {
  const auto log = fact_log::FactLog::Open(store, {}, [](const fact_log::FeedHead&) {});
  int64_t stored = 0;
  for (int64_t begin = 0; stored < facts; begin += kArticlesAtOnce) {
    AppendAll(**log, articles, begin, begin + kArticlesAtOnce);
    for (int64_t number = begin; number < begin + kArticlesAtOnce; ++number) stored += articles.FactCount(number);
  }
  return stored;
}

int Run(const std::string& programs, const std::string& data_directory, const std::string& articles_path,
        int64_t facts) {
  auto readings = ReadArticlesOf(data_directory, articles_path);
  if (!readings.ok()) {
    std::cerr << readings.status() << "\n";
    return 1;
  }
  const RepeatedArticles articles(*std::move(readings));
  Measures measures;
  MeasureLog(articles, measures);
  MeasureVisibility(programs, articles, measures);
  ServicePair pair(programs);
  const int64_t stored = FillStore(pair.IngestStore(), articles, facts);
  MeasureTail(pair.IngestStore(), measures);
  pair.StartIngest();
  MeasureFanOut(pair, articles, measures);
  MeasureBootstrap(pair, stored, measures);
  MeasureStart(pair, articles, measures);
  std::cout << measures.json() << "\n";
  return 0;
}

}  // namespace
}  // namespace dateline::testing

int main(int argc, char** argv) {
  if (argc == 5) return dateline::testing::Run(argv[1], argv[2], argv[3], std::stoll(argv[4]));
  std::cerr << "usage: measure_ingest PROGRAMS DATA_DIRECTORY ARTICLES FACTS\n";
  return 2;
}
