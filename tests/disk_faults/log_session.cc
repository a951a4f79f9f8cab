#include "tests/disk_faults/log_session.h"

#include <future>
#include <limits>
#include <utility>

namespace dateline::testing {

absl::StatusOr<std::unique_ptr<LogSession>> LogSession::Open(const std::string& path, int group_size,
                                                             std::function<void(const fact_log::FeedHead&)> on_commit) {
  fact_log::CommitOptions options;
  options.max_group_articles = group_size;
  options.group_window = absl::Hours(1);  // ends when the group is full
  auto log = fact_log::FactLog::Open(path, options, std::move(on_commit));
  if (!log.ok()) return log.status();
  return std::unique_ptr<LogSession>(new LogSession(*std::move(log)));
}

std::vector<LogSession::Answer> LogSession::Append(absl::Span<const Submission> group) {
  std::vector<std::future<Answer>> futures;
  for (const Submission& submission : group) {
    const auto promise = std::make_shared<std::promise<Answer>>();
    futures.push_back(promise->get_future());
    log_->Append(submission.write, [promise](Answer answer) { promise->set_value(std::move(answer)); });
  }
  std::vector<Answer> answers;
  for (std::future<Answer>& future : futures) answers.push_back(future.get());
  return answers;
}

absl::StatusOr<std::vector<fact_log::StoredChange>> ReadAllChanges(fact_log::FactLog& log) {
  constexpr int64_t kNoLimit = std::numeric_limits<int64_t>::max();
  return log.reader().ReadChanges(
      0, {.last_offset = kNoLimit, .max_changes = std::numeric_limits<int>::max(), .max_bytes = kNoLimit});
}

}  // namespace dateline::testing
