#include "ingest_service/extraction/entities/entities.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace dateline::extraction {

void Entities::Arrange() {
  std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) {
    return std::make_tuple(a.begin_token, -a.end_token) < std::make_tuple(b.begin_token, -b.end_token);
  });
  std::stable_sort(titles.begin(), titles.end(),
                   [](const Title& a, const Title& b) { return a.begin_token < b.begin_token; });
  by_head_.resize(mentions.size());
  std::iota(by_head_.begin(), by_head_.end(), 0);
  const auto outermost_first = [&](int a, int b) {
    const auto length = [&](int i) { return mentions[i].end_token - mentions[i].begin_token; };
    return std::make_tuple(mentions[a].head_token, -length(a), a) <
           std::make_tuple(mentions[b].head_token, -length(b), b);
  };
  std::sort(by_head_.begin(), by_head_.end(), outermost_first);
  const auto same_head = [&](int a, int b) { return mentions[a].head_token == mentions[b].head_token; };
  by_head_.erase(std::unique(by_head_.begin(), by_head_.end(), same_head), by_head_.end());
}

const Mention* Entities::MentionWithHead(int token) const {
  const auto found = std::lower_bound(by_head_.begin(), by_head_.end(), token,
                                      [&](int mention, int wanted) { return mentions[mention].head_token < wanted; });
  if (found == by_head_.end() || mentions[*found].head_token != token) return nullptr;
  return &mentions[*found];
}

}  // namespace dateline::extraction
