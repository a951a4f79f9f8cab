#include "tests/benchmarks/measure_log.h"

#include "tests/benchmarks/bare_feed.h"
#include "tests/benchmarks/bare_writer.h"
#include "tests/testing/ingest_service_fixture.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

constexpr int kRounds = 5;
constexpr int kArticlesOfARound = 3000;

}  // namespace

void MeasureLog(const RepeatedArticles& articles, Measures& measures) {
  std::vector<double> log_rates, bare_rates, ratios;
  for (int round = 0; round < kRounds; ++round) {
    TemporaryDirectory directory;
    auto log = fact_log::FactLog::Open(directory.File("log"), {}, [](const fact_log::FeedHead&) {});
    log_rates.push_back(kArticlesOfARound / AppendAll(**log, articles, 0, kArticlesOfARound));
    log->reset();
    bare_rates.push_back(kArticlesOfARound / WriteSameRows(directory.File("log"), directory.File("bare")));
    ratios.push_back(log_rates.back() / bare_rates.back());
  }
  measures.Add("durable ingest without extraction", Median(log_rates), "articles/s", nullptr, "higher");
  measures.Add("a bare loop of the same rows", Median(bare_rates), "articles/s", nullptr, "higher");
  measures.Add("durable ingest, ratio", Median(ratios), "", 0.7, "higher");
}

void MeasureTail(const std::string& store, Measures& measures) {
  IngestServices services(store, ReadLines, {}, {}, absl::Minutes(10));
  const int64_t head = services.log().Head().offset;
  std::vector<grpc::ByteBuffer> responses;
  ReadFeed(services.address(), head, &responses);
  const BareFeed bare(responses);
  std::vector<double> feed_rates, bare_rates, ratios;
  for (int round = 0; round < kRounds; ++round) {
    feed_rates.push_back(static_cast<double>(head) / ReadFeed(services.address(), head, nullptr));
    bare_rates.push_back(static_cast<double>(head) / ReadFeed(bare.address(), head, nullptr));
    ratios.push_back(feed_rates.back() / bare_rates.back());
  }
  measures.Add("feed tail", Median(feed_rates), "changes/s", nullptr, "higher");
  measures.Add("a server of the same bytes", Median(bare_rates), "changes/s", nullptr, "higher");
  measures.Add("feed tail, ratio", Median(ratios), "", 0.5, "higher");
}

}  // namespace dateline::testing
