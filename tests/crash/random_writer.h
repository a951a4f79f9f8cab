// A caller that ingests, corrects, withdraws and purges at random, and knows what must be there afterwards.
#ifndef DATELINE_TESTS_CRASH_RANDOM_WRITER_H_
#define DATELINE_TESTS_CRASH_RANDOM_WRITER_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "dateline/v1/ingest_service.grpc.pb.h"
#include "tests/crash/article_state.h"

namespace dateline::testing {

// Changes articles that are its own, one request after another. What an answer says must fit what was asked; whatever
// does not is a failure of the test. Thread safety: one thread at a time.
class RandomWriter {
 public:
  RandomWriter(int number, uint32_t seed) : number_(number), random_(seed) {}

  // First repeats the request that was not answered, then makes others until one is not answered or `ending`. `purges`:
  // how many of ten requests purge.
  void Write(v1::IngestService::Stub& ingest, const std::atomic<bool>& ending, int purges);

  // Reads each article: what was acknowledged, or what a request asked for that was not answered.
  void Read(v1::IngestService::Stub& ingest);

  // By article. What Read found, where a request is not answered.
  const std::map<std::string, ArticleState>& states() const { return states_; }
  // What stands in the text of the article and nowhere else.
  static std::string MarkOf(const std::string& article);
  int acknowledged_count() const { return acknowledged_count_; }

 private:
  Request Draw(int purges);
  Request DrawIngest();
  std::string DrawBody(const std::string& article);
  uint32_t Random(uint32_t below) { return static_cast<uint32_t>(random_() % below); }
  void Send(v1::IngestService::Stub& ingest, const Request& request);
  void Repeat(v1::IngestService::Stub& ingest);

  const int number_;
  std::mt19937 random_;
  int articles_ = 0;
  int requests_ = 0;
  int acknowledged_count_ = 0;
  std::map<std::string, ArticleState> states_;
  std::vector<std::string> names_;  // of those that are not purged
  std::optional<Request> unanswered_;
  std::optional<Request> last_;  // answered
  std::optional<Answer> last_answer_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_CRASH_RANDOM_WRITER_H_
