#include "query_service/claims/claim.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "query_service/claims/disjoint_sets.h"
#include "query_service/claims/relation.h"

namespace dateline::claims {
namespace {

bool Confirms(const Testimony& one, const Testimony& other) {
  return Compare(one.assertion, other.assertion) == Relation::kConfirms;
}

void Count(absl::Span<const Testimony> testimonies, Version& version) {
  std::vector<ArticleOrigin> origins;
  for (const int index : version.testimonies) origins.push_back(testimonies[index].origin);
  // One article may say a thing twice, and need not have a publisher.
  for (size_t i = 0; i < origins.size(); ++i) origins[i].sources.push_back(testimonies[version.testimonies[i]].article);
  version.origins = NumberOrigins(origins);
  version.independent_sources = *std::max_element(version.origins.begin(), version.origins.end()) + 1;
}

// Groups `indexes` by which confirm each other, through others too.
std::vector<Version> Group(absl::Span<const Testimony> testimonies, const std::vector<int>& indexes) {
  DisjointSets sets(indexes.size());
  for (size_t i = 0; i < indexes.size(); ++i) {
    for (size_t j = i + 1; j < indexes.size(); ++j) {
      if (!Confirms(testimonies[indexes[i]], testimonies[indexes[j]])) continue;
      sets.Join(static_cast<int>(i), static_cast<int>(j));
    }
  }
  const std::vector<int> numbers = sets.Number();
  std::vector<Version> versions;
  for (size_t i = 0; i < indexes.size(); ++i) {
    if (numbers[i] == static_cast<int>(versions.size())) versions.emplace_back();
    versions[numbers[i]].testimonies.push_back(indexes[i]);
  }
  return versions;
}

}  // namespace

std::vector<Version> VersionsOf(absl::Span<const Testimony> testimonies) {
  std::vector<int> order;
  for (int i = 1; i < static_cast<int>(testimonies.size()); ++i) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](int one, int other) {
    return std::tie(testimonies[one].article, testimonies[one].fact) <
           std::tie(testimonies[other].article, testimonies[other].fact);
  });
  Version own{{0}, {}, 0};
  std::vector<int> contradicting;
  for (const int index : order) {
    if (testimonies[index].article == testimonies[0].article) continue;
    const Relation relation = Compare(testimonies[0].assertion, testimonies[index].assertion);
    if (relation == Relation::kConfirms) own.testimonies.push_back(index);
    if (relation == Relation::kContradicts) contradicting.push_back(index);
  }
  std::vector<Version> versions = {std::move(own)};
  std::vector<Version> others = Group(testimonies, contradicting);
  versions.insert(versions.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
  for (Version& version : versions) Count(testimonies, version);
  std::stable_sort(versions.begin(), versions.end(), [](const Version& one, const Version& other) {
    return std::make_pair(one.independent_sources, one.testimonies.size()) >
           std::make_pair(other.independent_sources, other.testimonies.size());
  });
  return versions;
}

}  // namespace dateline::claims
