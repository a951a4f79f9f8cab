#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/fact_ranking.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/fact_view.h"
#include "query_service/answers/message_writer.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/relevance.h"
#include "query_service/answers/search_query.h"
#include "query_service/answers/snippets.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::SegmentView;

v1::FactOrder OrderOf(const v1::SearchFactsRequest& request) {
  return request.order_by() == v1::FACT_ORDER_UNSPECIFIED ? v1::FACT_ORDER_RELEVANCE : request.order_by();
}

// Where a walk is: behind a fact, and with which statistics its facts are scored.
std::string WritePosition(const FactRank& rank, const Relevance& relevance) {
  return absl::StrCat(WriteFactRank(rank), ";", relevance.Write());
}

struct SearchPosition {
  std::optional<FactRank> after;
  Relevance relevance;
};

absl::StatusOr<SearchPosition> FindPosition(absl::string_view last, const ReadState& state, const SearchQuery& query,
                                            absl::Time deadline) {
  if (last.empty()) {
    absl::StatusOr<Relevance> relevance = Relevance::Measure(state, query, deadline);
    if (!relevance.ok()) return relevance.status();
    return SearchPosition{std::nullopt, *std::move(relevance)};
  }
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(last, absl::MaxSplits(';', 1));
  const absl::StatusOr<FactRank> rank = ReadFactRank(parts.first);
  if (!rank.ok()) return rank.status();
  absl::StatusOr<Relevance> relevance = Relevance::Read(query, parts.second);
  if (!relevance.ok()) return relevance.status();
  return SearchPosition{*rank, *std::move(relevance)};
}

// The first `count` facts found after a position.
absl::StatusOr<std::vector<RankedFact>> FindPage(const ReadState& state, const FactSelection& selection,
                                                 const FactOrdering& ordering, const SearchQuery& query,
                                                 const SearchPosition& position, size_t count, absl::Time deadline) {
  FirstFacts first(count, position.after);
  for (const SegmentView& view : state.facts().views()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    DocSet facts = selection.Select(view);
    KeepMatches(query, *view.segment, facts);
    if (facts.IsEmpty()) continue;
    if (ordering.order == v1::FACT_ORDER_RELEVANCE) {
      const Relevance::OfSegment scores(position.relevance, *view.segment);
      facts.ForEach([&](Doc doc) {
        const double score = scores.Score(doc);
        first.Offer({&view, doc}, ordering.ascending ? -score : score);
      });
    } else {
      facts.ForEach([&](Doc doc) { first.Offer({&view, doc}, RankOf(*view.segment, doc, ordering)); });
    }
  }
  return first.Take();
}

// The scores of facts that were found.
class Scores {
 public:
  Scores(const FactOrdering& ordering, const Relevance& relevance) : ordering_(ordering), relevance_(relevance) {}

  double Of(const RankedFact& fact) {
    if (ordering_.order == v1::FACT_ORDER_RELEVANCE) return ordering_.ascending ? -fact.rank.rank : fact.rank.rank;
    const segments::Segment& segment = *fact.place.view->segment;
    return of_segment_.try_emplace(&segment, relevance_, segment).first->second.Score(fact.place.doc);
  }

 private:
  const FactOrdering& ordering_;
  const Relevance& relevance_;
  std::map<const segments::Segment*, Relevance::OfSegment> of_segment_;
};

absl::StatusOr<std::string> WriteHit(const segments::FactPlace& place, double score,
                                     const v1::SearchFactsRequest& request, const SearchQuery& query) {
  const absl::StatusOr<std::string> bytes = place.ReadBytes();
  if (!bytes.ok()) return bytes.status();
  v1::Fact fact;
  if (!fact.ParseFromString(*bytes)) {
    return absl::DataLossError(absl::StrCat("the stored fact of change ", place.recorded_from(), " is damaged"));
  }
  MessageWriter hit;
  hit.AddMessage(v1::FactHit::kFactFieldNumber, request.view() == v1::FACT_VIEW_BASIC ? BasicView(*bytes) : *bytes);
  hit.AddDouble(v1::FactHit::kScoreFieldNumber, score);
  for (const v1::Snippet& snippet : SnippetsOf(fact, query)) {
    hit.AddMessage(v1::FactHit::kSnippetsFieldNumber, snippet.SerializeAsString());
  }
  return hit.Take();
}

}  // namespace

absl::StatusOr<std::string> Answers::SearchFacts(const v1::SearchFactsRequest& request, absl::Time deadline) const {
  const absl::StatusOr<SearchQuery> query = ParseSearchQuery(request.query());
  if (!query.ok()) return query.status();
  const absl::StatusOr<WalkStart> start = FindWalkStart(request);
  if (!start.ok()) return start.status();
  absl::StatusOr<ReadState> state = OpenReadState(reader_, start->point);
  if (!state.ok()) return state.status();
  const absl::StatusOr<SearchPosition> position = FindPosition(start->last, *state, *query, deadline);
  if (!position.ok()) return position.status();
  const size_t page_size = PageSizeOf(request);
  const auto selection = SelectFacts(*state, request.filter(), *corroboration_, deadline);
  if (!selection.ok()) return selection.status();
  const auto ordering = OrderFacts(OrderOf(request), request.ascending(), *state, *corroboration_, deadline);
  if (!ordering.ok()) return ordering.status();
  const auto facts = FindPage(*state, *selection, *ordering, *query, *position, page_size + 1, deadline);
  if (!facts.ok()) return facts.status();
  Scores scores(*ordering, position->relevance);
  MessageWriter response;
  size_t count = 0;
  for (; count < facts->size() && count < page_size; ++count) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const RankedFact& fact = (*facts)[count];
    const absl::StatusOr<std::string> hit = WriteHit(fact.place, scores.Of(fact), request, *query);
    if (!hit.ok()) return hit.status();
    if (count > 0 && response.size() + hit->size() > limits_.max_page_bytes) break;
    response.AddMessage(v1::SearchFactsResponse::kHitsFieldNumber, *hit);
  }
  if (count < facts->size()) {
    const std::string last = WritePosition((*facts)[count - 1].rank, position->relevance);
    response.AddText(v1::SearchFactsResponse::kNextPageTokenFieldNumber, PageToken(request, {state->revision(), last}));
  }
  response.AddText(v1::SearchFactsResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return response.Take();
}

}  // namespace dateline::answers
