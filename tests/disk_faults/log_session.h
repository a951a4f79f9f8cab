// A log that is open, used by one client.
#ifndef DATELINE_TESTS_DISK_FAULTS_LOG_SESSION_H_
#define DATELINE_TESTS_DISK_FAULTS_LOG_SESSION_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ingest_service/fact_log/fact_log.h"
#include "tests/disk_faults/submissions.h"

namespace dateline::testing {

// For one thread. What it sends in one call makes one transaction, whatever the threads do.
class LogSession {
 public:
  using Answer = absl::StatusOr<fact_log::StoredArticle>;

  // Append must be given `group_size` submissions at a time.
  static absl::StatusOr<std::unique_ptr<LogSession>> Open(const std::string& path, int group_size,
                                                          std::function<void(const fact_log::FeedHead&)> on_commit);

  // Sends them and waits for the answers, which are in their order.
  std::vector<Answer> Append(absl::Span<const Submission> group);

  fact_log::FactLog& log() { return *log_; }

 private:
  explicit LogSession(std::unique_ptr<fact_log::FactLog> log) : log_(std::move(log)) {}
  const std::unique_ptr<fact_log::FactLog> log_;
};

absl::StatusOr<std::vector<fact_log::StoredChange>> ReadAllChanges(fact_log::FactLog& log);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DISK_FAULTS_LOG_SESSION_H_
