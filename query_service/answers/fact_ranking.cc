#include "query_service/answers/fact_ranking.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/tokens.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::kLookAhead;
using segments::SegmentView;

constexpr double kLast = -std::numeric_limits<double>::infinity();

bool RankedBefore(const RankedFact& left, const RankedFact& right) { return ComesBefore(left.rank, right.rank); }

// Walks in the order of recording, from the position on, until the page is full.
class RecordedWalk {
 public:
  RecordedWalk(const FactSelection& selection, const FactOrdering& ordering, size_t count,
               std::optional<FactRank> after)
      : selection_(selection), ordering_(ordering), count_(count), after_(after) {}

  // False: the page is full.
  bool Visit(const SegmentView& view) {
    const segments::Segment& segment = *view.segment;
    if (after_.has_value() && IsPassed(segment)) return true;
    DocSet facts = selection_.Select(view);
    if (after_.has_value()) {
      if (ordering_.ascending) {
        facts.ClearBelow(segment.CountRecorded(after_->recorded_from));
      } else {
        facts.ClearFrom(segment.CountRecorded(after_->recorded_from - 1));
      }
    }
    const auto take = [&](Doc doc) {
      if (page_.size() == count_) return false;
      page_.push_back({{&view, doc}, {RankOf(segment, doc, ordering_), segment.recorded_from(doc)}});
      return true;
    };
    return ordering_.ascending ? facts.ForEachAscending(take) : facts.ForEachDescending(take);
  }

  std::vector<RankedFact> Take() { return std::move(page_); }

 private:
  bool IsPassed(const segments::Segment& segment) const {
    const int64_t first = segment.recorded_from(0);
    const int64_t last = segment.recorded_from(static_cast<Doc>(segment.fact_count() - 1));
    return ordering_.ascending ? last <= after_->recorded_from : first >= after_->recorded_from;
  }

  const FactSelection& selection_;
  const FactOrdering ordering_;
  const size_t count_;
  const std::optional<FactRank> after_;
  std::vector<RankedFact> page_;
};

}  // namespace

std::string WriteFactRank(const FactRank& rank) {
  return absl::StrCat(std::bit_cast<uint64_t>(rank.rank), ":", rank.recorded_from);
}

absl::StatusOr<FactRank> ReadFactRank(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits(':', 1));
  uint64_t bits = 0;
  FactRank rank = {};
  const bool are_numbers = absl::SimpleAtoi(parts.first, &bits) && absl::SimpleAtoi(parts.second, &rank.recorded_from);
  if (!are_numbers || rank.recorded_from < 0) {
    return InvalidPageToken("damaged");
  }
  rank.rank = std::bit_cast<double>(bits);
  return rank;
}

void FirstFacts::Offer(const segments::FactPlace& place, double rank) {
  if (count_ == 0) return;
  // Most facts fall behind those that are kept by their rank alone.
  if (heap_.size() == count_ && rank < heap_.front().rank.rank) return;
  const RankedFact fact = {place, {rank, place.recorded_from()}};
  if (after_.has_value() && !ComesBefore(*after_, fact.rank)) return;
  if (heap_.size() == count_) {
    if (!RankedBefore(fact, heap_.front())) return;
    std::pop_heap(heap_.begin(), heap_.end(), RankedBefore);
    heap_.pop_back();
  }
  heap_.push_back(fact);
  std::push_heap(heap_.begin(), heap_.end(), RankedBefore);
}

std::vector<RankedFact> FirstFacts::Take() {
  std::sort_heap(heap_.begin(), heap_.end(), RankedBefore);
  return std::move(heap_);
}

absl::StatusOr<FactOrdering> OrderFacts(v1::FactOrder order, bool ascending, const ReadState& state,
                                        Corroboration& corroboration, absl::Time deadline) {
  if (order != v1::FACT_ORDER_SOURCES) return FactOrdering{order, ascending};
  if (absl::Status followed = corroboration.FollowTo(state.at, deadline); !followed.ok()) return followed;
  return FactOrdering{order, ascending, &corroboration, state.at};
}

double RankOf(const segments::Segment& segment, Doc doc, const FactOrdering& ordering) {
  double key = 0;
  if (ordering.order == v1::FACT_ORDER_TIME) {
    const int32_t day = segment.Column<int32_t>(segments::kDayFirst)[doc];
    if (day == segments::kFirstDay) return kLast;
    key = day;
  } else if (ordering.order == v1::FACT_ORDER_CONFIDENCE) {
    key = segment.Column<double>(segments::kConfidence)[doc];
    if (!(key == key)) return kLast;  // not a number
  } else if (ordering.order == v1::FACT_ORDER_SOURCES) {
    key = ordering.corroboration->CountSources(segment.recorded_from(doc), ordering.at);
  } else {
    key = static_cast<double>(segment.recorded_from(doc));
  }
  // Not -0: it equals 0, and has other bits.
  return ordering.ascending ? 0 - key : key;
}

absl::StatusOr<std::vector<RankedFact>> SelectPage(const segments::FactIndex& facts, const FactSelection& selection,
                                                   const FactOrdering& ordering, size_t count,
                                                   std::optional<FactRank> after, absl::Time deadline) {
  const std::vector<SegmentView>& views = facts.views();
  if (ordering.order == v1::FACT_ORDER_RECORDED) {
    RecordedWalk walk(selection, ordering, count, after);
    const auto view = [&](size_t i) -> const SegmentView& {
      return views[ordering.ascending ? i : views.size() - 1 - i];
    };
    for (size_t i = 0; i < std::min(views.size(), kLookAhead); ++i) selection.Prefetch(view(i));
    for (size_t i = 0; i < views.size(); ++i) {
      if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
      if (i + kLookAhead < views.size()) selection.Prefetch(view(i + kLookAhead));
      if (!walk.Visit(view(i))) break;
    }
    return walk.Take();
  }
  FirstFacts first(count, after);
  for (const SegmentView& view : views) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    selection.Select(view).ForEach([&](Doc doc) { first.Offer({&view, doc}, RankOf(*view.segment, doc, ordering)); });
  }
  return first.Take();
}

}  // namespace dateline::answers
