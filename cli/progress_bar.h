// A line on a terminal that shows how far a long command is.
#ifndef DATELINE_CLI_PROGRESS_BAR_H_
#define DATELINE_CLI_PROGRESS_BAR_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

namespace dateline::cli {

struct Progress {
  int64_t done_articles = 0;
  int64_t failed_articles = 0;
  int64_t facts = 0;
  int64_t done_bytes = 0;
  std::optional<int64_t> total_bytes = std::nullopt;  // unset: nobody knows
};

// "[#####.....]  50%  12 articles, 140 facts, 1 failed"; without the bar when the total is unknown.
std::string ProgressLine(const Progress& progress);

// Redraws the line in place, at most ten times a second. Draws nothing when it is not visible. Not thread-safe.
class ProgressBar {
 public:
  // `out` must outlive the bar.
  ProgressBar(std::ostream& out, bool visible) : out_(out), visible_(visible) {}
  // Removes the line.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Show(const Progress& progress);

  // Removes the line so that something else can be written; the next Show draws it again.
  void Clear();

 private:
  std::ostream& out_;
  const bool visible_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_drawn_;
};

}  // namespace dateline::cli

#endif  // DATELINE_CLI_PROGRESS_BAR_H_
