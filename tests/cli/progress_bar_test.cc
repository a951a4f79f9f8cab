#include "cli/progress_bar.h"

#include <sstream>

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

TEST(ProgressLine, ShowsShareOfBytes) {
  EXPECT_EQ(ProgressLine({.done_articles = 3, .facts = 40, .done_bytes = 500, .total_bytes = 1000}),
            "[###############...............]  50%  3 articles, 40 facts");
}

TEST(ProgressLine, HasNoBarWithoutTotal) {
  EXPECT_EQ(ProgressLine({.done_articles = 3, .failed_articles = 1, .facts = 40}), "3 articles, 40 facts, 1 failed");
}

TEST(ProgressLine, IsFullWhenThereIsNothingToDo) {
  EXPECT_EQ(ProgressLine({.total_bytes = 0}), "[##############################] 100%  0 articles, 0 facts");
}

TEST(ProgressBar, DrawsNothingWhenNotVisible) {
  std::ostringstream out;
  { ProgressBar(out, false).Show({}); }
  EXPECT_EQ(out.str(), "");
}

TEST(ProgressBar, RemovesItsLineAtTheEnd) {
  std::ostringstream out;
  { ProgressBar(out, true).Show({.done_articles = 1}); }
  EXPECT_EQ(out.str(), "\r\x1b[2K1 articles, 0 facts\r\x1b[2K");
}

TEST(ProgressBar, DoesNotRedrawAtOnce) {
  std::ostringstream out;
  ProgressBar bar(out, true);
  bar.Show({.done_articles = 1});
  for (int i = 0; i < 1000; ++i) bar.Show({.done_articles = 2});
  EXPECT_LT(out.str().size(), 10000u);
}

}  // namespace
}  // namespace dateline::cli
