#include "query_service/answers/relevance.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "query_service/answers/tokens.h"

namespace dateline::answers {
namespace {

constexpr double kSaturation = 1.2;     // k1
constexpr double kLengthWeight = 0.75;  // b

}  // namespace

Relevance::Relevance(const SearchQuery& query, Statistics statistics)
    : wanted_(query.Wanted()), statistics_(std::move(statistics)) {
  const auto facts = static_cast<double>(statistics_.facts);
  average_words_ = statistics_.facts == 0 ? 0 : static_cast<double>(statistics_.words) / facts;
  for (const uint64_t count : statistics_.found) {
    const auto with_word = static_cast<double>(count);
    rarity_.push_back(std::log(1 + (facts - with_word + 0.5) / (with_word + 0.5)));
  }
}

absl::StatusOr<Relevance> Relevance::Measure(const ReadState& state, const SearchQuery& query, absl::Time deadline) {
  const std::vector<const SearchQuery*> wanted = query.Wanted();
  Statistics statistics;
  statistics.found.resize(wanted.size());
  for (const segments::SegmentView& view : state.facts().views()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const segments::SegmentView::Totals of_view = view.TotalsAt(state.at);
    statistics.facts += of_view.facts;
    statistics.words += of_view.words;
    const segments::DocSet holding = view.HoldingAt(state.at);
    for (size_t i = 0; i < wanted.size(); ++i) {
      statistics.found[i] += WordMatches(*wanted[i], *view.segment).CountIn(holding);
    }
  }
  return Relevance(query, std::move(statistics));
}

absl::StatusOr<Relevance> Relevance::Read(const SearchQuery& query, absl::string_view written) {
  std::vector<uint64_t> numbers;
  for (const absl::string_view text : absl::StrSplit(written, ',')) {
    if (!absl::SimpleAtoi(text, &numbers.emplace_back())) return InvalidPageToken("damaged");
  }
  if (numbers.size() != query.Wanted().size() + 2) return InvalidPageToken("damaged");
  Statistics statistics = {numbers[0], numbers[1], {numbers.begin() + 2, numbers.end()}};
  const bool has_facts = statistics.facts > 0 && statistics.words > 0;
  const bool is_possible = has_facts && std::all_of(statistics.found.begin(), statistics.found.end(),
                                                    [&](uint64_t count) { return count <= statistics.facts; });
  if (!is_possible) return InvalidPageToken("damaged");
  return Relevance(query, std::move(statistics));
}

std::string Relevance::Write() const {
  return absl::StrCat(statistics_.facts, ",", statistics_.words, ",", absl::StrJoin(statistics_.found, ","));
}

Relevance::OfSegment::OfSegment(const Relevance& relevance, const segments::Segment& segment)
    : relevance_(relevance), word_counts_(segment.Column<uint16_t>(segments::kWordCount)) {
  for (const SearchQuery* word : relevance.wanted_) matches_.emplace_back(*word, segment);
}

double Relevance::OfSegment::Score(segments::Doc doc) const {
  const double length = word_counts_[doc] / relevance_.average_words_;
  const double norm = kSaturation * (1 - kLengthWeight + kLengthWeight * length);
  double score = 0;
  for (size_t i = 0; i < matches_.size(); ++i) {
    const double often = matches_[i].Occurrences(doc);
    score += relevance_.rarity_[i] * often * (kSaturation + 1) / (often + norm);
  }
  return score;
}

}  // namespace dateline::answers
