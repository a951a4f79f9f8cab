// Facts in an order, page by page.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_FACT_RANKING_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_FACT_RANKING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.pb.h"
#include "query_service/answers/corroboration.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/read_state.h"
#include "query_service/segments/fact_index.h"

namespace dateline::answers {

// Where a fact stands in an order. The greatest `rank` comes first; facts of one rank come the most recently recorded
// first, so that every order is total.
struct FactRank {
  double rank;
  int64_t recorded_from;

  friend bool operator==(const FactRank&, const FactRank&) = default;
};
inline bool ComesBefore(const FactRank& left, const FactRank& right) {
  return left.rank != right.rank ? left.rank > right.rank : left.recorded_from > right.recorded_from;
}

// In a page token. INVALID_ARGUMENT (PAGE_TOKEN_INVALID).
std::string WriteFactRank(const FactRank& rank);
absl::StatusOr<FactRank> ReadFactRank(absl::string_view text);

struct RankedFact {
  segments::FactPlace place;
  FactRank rank;
};

// Takes facts in any order and keeps those that come first after a position: time and memory for a page, however many
// facts are offered.
class FirstFacts {
 public:
  // Nothing `after`: from the beginning.
  FirstFacts(size_t count, std::optional<FactRank> after) : count_(count), after_(after) {}

  void Offer(const segments::FactPlace& place, double rank);
  // In order.
  std::vector<RankedFact> Take();

 private:
  const size_t count_;
  const std::optional<FactRank> after_;
  std::vector<RankedFact> heap_;  // the last of them first
};

// How a request orders facts.
struct FactOrdering {
  v1::FactOrder order = v1::FACT_ORDER_RECORDED;
  bool ascending = false;
  // What SOURCES counts by, at the state. Null: another order.
  const Corroboration* corroboration = nullptr;
  int64_t at = 0;
};

// The ordering of a request at a state. Errors of Corroboration::FollowTo where sources are counted.
absl::StatusOr<FactOrdering> OrderFacts(v1::FactOrder order, bool ascending, const ReadState& state,
                                        Corroboration& corroboration, absl::Time deadline);

// The rank of a fact in an order that is not RELEVANCE.
double RankOf(const segments::Segment& segment, segments::Doc doc, const FactOrdering& ordering);

// The first `count` facts of the selection after a position. In the order of recording it looks into segments only
// until the page is full, at worst into all; in others at all the facts selected. DEADLINE_EXCEEDED. The places live as
// long as `facts`.
absl::StatusOr<std::vector<RankedFact>> SelectPage(const segments::FactIndex& facts, const FactSelection& selection,
                                                   const FactOrdering& ordering, size_t count,
                                                   std::optional<FactRank> after, absl::Time deadline);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_FACT_RANKING_H_
