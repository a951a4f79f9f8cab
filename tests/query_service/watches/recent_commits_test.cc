#include "query_service/watches/recent_commits.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace dateline::watches {
namespace {

RecentCommits::Commit CommitOf(int64_t begin, std::string reason = "") {
  index::CommitChanges commit;
  commit.begin = begin;
  commit.end = begin + 1;
  commit.ended.push_back({1, begin + 1, v1::RETRACTION_CAUSE_CANCELED, std::move(reason)});
  return std::make_shared<const index::CommitChanges>(std::move(commit));
}

TEST(RecentCommits, FindsACommitByWhereItBegins) {
  RecentCommits commits;
  commits.Add(CommitOf(4));
  commits.Add(CommitOf(5));
  EXPECT_EQ(commits.FindFrom(5)->end, 6);
  EXPECT_EQ(commits.FindFrom(3), nullptr);
  EXPECT_EQ(commits.FindFrom(6), nullptr);
  commits.Clear();
  EXPECT_EQ(commits.FindFrom(5), nullptr);
}

TEST(RecentCommits, KeepsSoManyAndSoManyBytes) {
  RecentCommits commits;
  for (int64_t begin = 0; begin < 5000; ++begin) commits.Add(CommitOf(begin));
  EXPECT_EQ(commits.FindFrom(903), nullptr);
  EXPECT_NE(commits.FindFrom(904), nullptr);
  for (int64_t begin = 5000; begin < 5020; ++begin) commits.Add(CommitOf(begin, std::string(1 << 20, 'x')));
  EXPECT_EQ(commits.FindFrom(5004), nullptr);
  EXPECT_NE(commits.FindFrom(5005), nullptr);
}

}  // namespace
}  // namespace dateline::watches
