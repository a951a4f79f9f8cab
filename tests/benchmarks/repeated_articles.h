// A few articles over and over, each time under another name.
#ifndef DATELINE_TESTS_BENCHMARKS_REPEATED_ARTICLES_H_
#define DATELINE_TESTS_BENCHMARKS_REPEATED_ARTICLES_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/pipeline/pipeline.h"

namespace dateline::testing {

// REQUIRES of all: there is an article. Const, thread safe.
class RepeatedArticles {
 public:
  explicit RepeatedArticles(std::vector<pipeline::Reading> readings) : readings_(std::move(readings)) {}

  // As a caller sends it.
  v1::Article Article(int64_t number) const {
    v1::Article article = ReadingOf(number).article;
    article.set_name(NameOf(number));
    return article;
  }

  // As the log is given it, with what it says.
  fact_log::ArticleWrite Write(int64_t number) const {
    const pipeline::Reading& reading = ReadingOf(number);
    fact_log::ArticleWrite write;
    write.article = reading.article;
    write.article.set_name(NameOf(number));
    for (v1::Fact fact : reading.facts) {
      fact.set_name(absl::StrCat(write.article.name(), fact.name().substr(fact.name().find("/facts/"))));
      write.facts.push_back(std::move(fact));
    }
    write.entities = reading.entities;
    write.request_id = absl::StrCat("request-", number);
    write.request_digest = write.article.sha256();
    return write;
  }

  int64_t FactCount(int64_t number) const { return static_cast<int64_t>(ReadingOf(number).facts.size()); }

 private:
  const pipeline::Reading& ReadingOf(int64_t number) const {
    return readings_[static_cast<size_t>(number) % readings_.size()];
  }
  static std::string NameOf(int64_t number) { return absl::StrCat("articles/bench-", number); }

  const std::vector<pipeline::Reading> readings_;
};

// Appends articles [begin, end), made beforehand, with many in flight; seconds.
double AppendAll(fact_log::FactLog& log, const RepeatedArticles& articles, int64_t begin, int64_t end);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_REPEATED_ARTICLES_H_
