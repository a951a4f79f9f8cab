#include "query_service/claims/claim_links.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace dateline::claims {

void ClaimLinks::Confirm(const LinkedFact& one, const LinkedFact& other, int64_t at) {
  const auto known = nodes_.find(one.recorded_from);
  const bool is_linked = known != nodes_.end() && absl::c_any_of(known->second.links, [&](const Link& link) {
                           return link.other == other.recorded_from && link.from <= at && at < link.to;
                         });
  if (is_linked) return;
  AddLink(one, other.recorded_from, at);
  AddLink(other, one.recorded_from, at);
}

void ClaimLinks::AddLink(const LinkedFact& fact, int64_t other, int64_t at) {
  const auto [node, is_new] = nodes_.try_emplace(fact.recorded_from);
  if (is_new) {
    node->second.article = fact.article;
    node->second.origin = fact.origin;
    by_article_[fact.article].push_back(fact.recorded_from);
  }
  node->second.links.push_back({other, at, kAlways});
  NoteChange(at, fact.recorded_from);
}

void ClaimLinks::Withdraw(int64_t one, int64_t other, int64_t at) {
  for (const auto& [fact, linked] : {std::pair(one, other), std::pair(other, one)}) {
    const auto node = nodes_.find(fact);
    if (node == nodes_.end()) continue;
    for (Link& link : node->second.links) {
      if (link.other == linked && link.to == kAlways) link.to = at;
    }
    NoteChange(at, fact);
  }
}

void ClaimLinks::End(int64_t fact, int64_t at) {
  const auto node = nodes_.find(fact);
  if (node == nodes_.end() || node->second.holds_to <= at) return;
  node->second.holds_to = at;
  for (const Link& link : node->second.links) NoteChange(at, link.other);
}

void ClaimLinks::EndArticle(const std::string& article, int64_t at) {
  const auto facts = by_article_.find(article);
  if (facts == by_article_.end()) return;
  for (const int64_t fact : facts->second) End(fact, at);
}

void ClaimLinks::Forget(const std::string& article) {
  const auto facts = by_article_.find(article);
  if (facts == by_article_.end()) return;
  for (const int64_t fact : facts->second) {
    Node& node = nodes_.at(fact);
    std::vector<std::string> shared;
    for (const int64_t other : CountedWith(node)) {
      ArticleOrigin& origin = nodes_.at(other).origin;
      const bool is_one = other != fact && NumberOrigins({node.origin, origin}).back() == 0;
      if (!is_one) continue;
      // A name that only the two have.
      shared.push_back(absl::StrCat(fact, "+", other));
      origin.sources.push_back(shared.back());
    }
    node.origin = {"", std::move(shared)};
  }
}

std::vector<int64_t> ClaimLinks::CountedWith(const Node& node) const {
  std::vector<int64_t> facts;
  for (const Link& link : node.links) {
    facts.push_back(link.other);
    for (const Link& next : nodes_.at(link.other).links) facts.push_back(next.other);
  }
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

void ClaimLinks::NoteChange(int64_t at, int64_t fact) {
  changed_[at].push_back(fact);
  Counted& counted = nodes_.at(fact).counted;
  counted.to = std::min(counted.to, at);
}

std::vector<int64_t> ClaimLinks::ConfirmedBy(int64_t fact, int64_t at) const {
  std::vector<int64_t> others;
  const auto node = nodes_.find(fact);
  if (node == nodes_.end()) return others;
  for (const Link& link : node->second.links) {
    if (link.from <= at && at < link.to && at < nodes_.at(link.other).holds_to) others.push_back(link.other);
  }
  return others;
}

int ClaimLinks::CountSources(int64_t fact, int64_t at) const {
  const auto node = nodes_.find(fact);
  if (node == nodes_.end()) return 1;
  Counted& counted = node->second.counted;
  if (at < counted.from || at >= counted.to) counted = CountAt(fact, node->second, at);
  return counted.sources;
}

ClaimLinks::Counted ClaimLinks::CountAt(int64_t fact, const Node& node, int64_t at) const {
  Counted counted{std::numeric_limits<int64_t>::min(), kAlways, 1};
  for (const Link& link : node.links) {
    for (const int64_t change : {link.from, link.to, nodes_.at(link.other).holds_to}) {
      if (change <= at) counted.from = std::max(counted.from, change);
      if (change > at) counted.to = std::min(counted.to, change);
    }
  }
  std::vector<int64_t> facts = ConfirmedBy(fact, at);
  if (facts.empty()) return counted;
  facts.push_back(fact);
  std::vector<ArticleOrigin> origins;
  for (const int64_t each : facts) {
    const Node& one = nodes_.at(each);
    origins.push_back(one.origin);
    // One article may say a thing twice, and need not have a publisher.
    origins.back().sources.push_back(one.article);
  }
  const std::vector<int> numbers = NumberOrigins(origins);
  counted.sources = *std::max_element(numbers.begin(), numbers.end()) + 1;
  return counted;
}

std::vector<int64_t> ClaimLinks::Confirmed(int64_t first, int64_t last) const {
  std::vector<int64_t> facts;
  for (auto node = nodes_.lower_bound(first); node != nodes_.end() && node->first <= last; ++node) {
    facts.push_back(node->first);
  }
  return facts;
}

std::vector<int64_t> ClaimLinks::ChangedBetween(int64_t begin, int64_t end) const {
  std::vector<int64_t> facts;
  for (auto change = changed_.upper_bound(begin); change != changed_.end() && change->first <= end; ++change) {
    facts.insert(facts.end(), change->second.begin(), change->second.end());
  }
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

}  // namespace dateline::claims
