#include "query_service/watches/recent_commits.h"

#include <algorithm>
#include <string>
#include <utility>

namespace dateline::watches {
namespace {

constexpr size_t kMaxCommits = 4096;
constexpr size_t kMaxBytes = 16 << 20;

size_t BytesOf(const index::CommitChanges& commit) {
  size_t bytes =
      sizeof(commit) + commit.begun.size() * sizeof(int64_t) + commit.ended.size() * sizeof(index::EndedFact);
  for (const index::EndedFact& ended : commit.ended) bytes += ended.reason.size();
  for (const std::string& name : commit.merged) bytes += sizeof(name) + name.size();
  for (const std::string& name : commit.purged) bytes += sizeof(name) + name.size();
  return bytes;
}

}  // namespace

void RecentCommits::Add(Commit commit) {
  bytes_ += BytesOf(*commit);
  commits_.push_back(std::move(commit));
  while (commits_.size() > kMaxCommits || bytes_ > kMaxBytes) {
    bytes_ -= BytesOf(*commits_.front());
    commits_.pop_front();
  }
}

void RecentCommits::Clear() {
  commits_.clear();
  bytes_ = 0;
}

RecentCommits::Commit RecentCommits::FindFrom(int64_t begin) const {
  const auto found = std::lower_bound(commits_.begin(), commits_.end(), begin,
                                      [](const Commit& commit, int64_t state) { return commit->begin < state; });
  return found != commits_.end() && (*found)->begin == begin ? *found : nullptr;
}

}  // namespace dateline::watches
