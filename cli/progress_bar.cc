#include "cli/progress_bar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace dateline::cli {
namespace {

constexpr int kBarColumns = 30;
constexpr auto kRedrawInterval = std::chrono::milliseconds(100);
constexpr char kClearLine[] = "\r\x1b[2K";

std::string Bar(int64_t done, int64_t total) {
  const double share = total == 0 ? 1 : std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
  const int filled = static_cast<int>(share * kBarColumns);
  return absl::StrFormat("[%s%s] %3d%%  ", std::string(filled, '#'), std::string(kBarColumns - filled, '.'),
                         static_cast<int>(share * 100));
}

}  // namespace

std::string ProgressLine(const Progress& progress) {
  std::string line;
  if (progress.total_bytes.has_value()) line = Bar(progress.done_bytes, *progress.total_bytes);
  absl::StrAppend(&line, progress.done_articles, " articles, ", progress.facts, " facts");
  if (progress.failed_articles > 0) absl::StrAppend(&line, ", ", progress.failed_articles, " failed");
  return line;
}

ProgressBar::~ProgressBar() { Clear(); }

void ProgressBar::Show(const Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (!visible_ || (drawn_ && now - last_drawn_ < kRedrawInterval)) return;
  out_ << kClearLine << ProgressLine(progress) << std::flush;
  drawn_ = true;
  last_drawn_ = now;
}

void ProgressBar::Clear() {
  if (drawn_) out_ << kClearLine << std::flush;
  drawn_ = false;
}

}  // namespace dateline::cli
