// What a client sends to the log, and what the log must hold then.
#ifndef DATELINE_TESTS_DISK_FAULTS_SUBMISSIONS_H_
#define DATELINE_TESTS_DISK_FAULTS_SUBMISSIONS_H_

#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "ingest_service/fact_log/article_write.h"

namespace dateline::testing {

struct Submission {
  fact_log::ArticleWrite write;
  absl::StatusCode answer = absl::StatusCode::kOk;  // that it must get
  bool is_new = false;                              // it stores its article
};

// A client that sends random articles one after another: new ones; again with the same request id or another; under a
// request id or a name of another. Not thread-safe.
class SubmissionScript {
 public:
  explicit SubmissionScript(std::mt19937_64& random) : random_(random) {}

  const std::vector<Submission>& sent() const { return sent_; }
  const Submission& SendNext();
  // Only the first `count` have reached the log: the others are sent again before anything else.
  void Lose(size_t count);

 private:
  Submission NewArticle();
  Submission SomethingAgain();

  std::mt19937_64& random_;
  int articles_ = 0;
  std::vector<Submission> sent_;
  std::vector<Submission> to_send_again_;
};

// What a log holds that has taken all of some submissions.
struct ExpectedLog {
  std::vector<const fact_log::ArticleWrite*> articles;  // in order
  std::map<std::string, std::string> requests;          // id -> name of the article
};
ExpectedLog Expect(absl::Span<const Submission> taken);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_SUBMISSIONS_H_
