#include "query_service/answers/relevance.h"

#include <cmath>
#include <cstdint>

namespace dateline::answers {
namespace {

constexpr double kSaturation = 1.2;     // k1
constexpr double kLengthWeight = 0.75;  // b

}  // namespace

absl::StatusOr<Relevance> Relevance::Measure(const ReadState& state, const SearchQuery& query, absl::Time deadline) {
  Relevance relevance(query);
  segments::SegmentView::Totals totals;
  std::vector<uint64_t> found(relevance.wanted_.size());
  for (const segments::SegmentView& view : state.facts().views()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const segments::SegmentView::Totals of_view = view.TotalsAt(state.at);
    totals.facts += of_view.facts;
    totals.words += of_view.words;
    const segments::DocSet holding = view.HoldingAt(state.at);
    for (size_t i = 0; i < found.size(); ++i) {
      found[i] += WordMatches(*relevance.wanted_[i], *view.segment).CountIn(holding);
    }
  }
  const auto facts = static_cast<double>(totals.facts);
  relevance.average_words_ = facts == 0 ? 0 : static_cast<double>(totals.words) / facts;
  for (const uint64_t count : found) {
    const auto with_word = static_cast<double>(count);
    relevance.rarity_.push_back(std::log(1 + (facts - with_word + 0.5) / (with_word + 0.5)));
  }
  return relevance;
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
