#include "query_service/claims/origins.h"

#include <algorithm>
#include <cstddef>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/unicode/fold.h"
#include "query_service/claims/disjoint_sets.h"

namespace dateline::claims {
namespace {

constexpr size_t kBandBytes = 3;
constexpr double kAccident = 1.0 / 256;  // two bytes are the same that stand for different words

std::string Folded(absl::string_view name) { return absl::StrJoin(unicode::FoldedWords(name), " "); }

// The names of a byline: "Ann Lee, Bo Li and Reuters" has three.
std::vector<std::string> NamesOf(absl::string_view byline) {
  std::vector<std::string> names;
  for (const absl::string_view part : absl::StrSplit(byline, absl::ByAnyChar("/,;|&()"), absl::SkipWhitespace())) {
    for (const absl::string_view name : absl::StrSplit(part, " and ")) names.push_back(Folded(name));
  }
  return names;
}

}  // namespace

double TextSimilarity(absl::string_view one, absl::string_view other) {
  if (one.size() != other.size() || one.empty()) return 0;
  size_t same = 0;
  for (size_t i = 0; i < one.size(); ++i) same += one[i] == other[i] ? 1 : 0;
  const double share = static_cast<double>(same) / static_cast<double>(one.size());
  return std::max(0.0, (share - kAccident) / (1 - kAccident));
}

std::vector<std::pair<int, int>> FindNearCopies(absl::Span<const absl::string_view> sketches) {
  absl::flat_hash_map<std::pair<size_t, absl::string_view>, std::vector<int>> bands;
  std::vector<std::pair<int, int>> copies;
  for (int i = 0; i < static_cast<int>(sketches.size()); ++i) {
    std::vector<int> candidates;
    for (size_t at = 0; at + kBandBytes <= sketches[i].size(); at += kBandBytes) {
      std::vector<int>& band = bands[{at, sketches[i].substr(at, kBandBytes)}];
      candidates.insert(candidates.end(), band.begin(), band.end());
      band.push_back(i);
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    for (const int earlier : candidates) {
      if (TextSimilarity(sketches[earlier], sketches[i]) >= kNearCopy) copies.emplace_back(earlier, i);
    }
  }
  std::sort(copies.begin(), copies.end());
  return copies;
}

ArticleOrigin OriginOf(absl::string_view text_sketch, absl::string_view publisher, absl::string_view byline) {
  ArticleOrigin origin{std::string(text_sketch), NamesOf(byline)};
  origin.sources.push_back(Folded(publisher));
  std::sort(origin.sources.begin(), origin.sources.end());
  origin.sources.erase(std::unique(origin.sources.begin(), origin.sources.end()), origin.sources.end());
  if (origin.sources.front().empty()) origin.sources.erase(origin.sources.begin());
  return origin;
}

std::vector<int> NumberOrigins(absl::Span<const ArticleOrigin> articles) {
  DisjointSets sets(articles.size());
  absl::flat_hash_map<absl::string_view, int> first_of_source;
  std::vector<absl::string_view> sketches;
  for (int i = 0; i < static_cast<int>(articles.size()); ++i) {
    sketches.push_back(articles[i].text_sketch);
    for (const std::string& source : articles[i].sources)
      sets.Join(i, first_of_source.emplace(source, i).first->second);
  }
  for (const auto& [one, other] : FindNearCopies(sketches)) sets.Join(one, other);
  return sets.Number();
}

}  // namespace dateline::claims
