#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/fact_ranking.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/fact_view.h"
#include "query_service/answers/message_writer.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {
namespace {

absl::StatusOr<std::string> ReadFact(const ReadState& state, const std::string& name) {
  absl::StatusOr<std::optional<segments::NamedFact>> found = state.facts().Find(name, state.at);
  if (!found.ok()) return found.status();
  if (!found->has_value()) {
    return errors::Error(absl::StatusCode::kNotFound, "FACT_NOT_FOUND", absl::StrCat("no fact ", name));
  }
  return std::move((*found)->bytes);
}

// Appends the fact to the page.
absl::Status AddFact(const segments::FactPlace& place, v1::FactView view, MessageWriter& page) {
  constexpr int kField = v1::ListFactsResponse::kFactsFieldNumber;
  if (view == v1::FACT_VIEW_BASIC) {
    const absl::StatusOr<std::string> bytes = place.ReadBytes();
    if (!bytes.ok()) return bytes.status();
    page.AddMessage(kField, BasicView(*bytes));
    return absl::OkStatus();
  }
  page.BeginMessage(kField, place.view->segment->ContentSize(place.doc));
  return place.view->segment->AppendContent(place.doc, page.bytes());
}

// About what a page of the facts takes.
size_t BytesOf(const std::vector<RankedFact>& facts) {
  constexpr size_t kBytesOfTokens = 256;
  constexpr size_t kBytesOfTag = 4;
  size_t bytes = kBytesOfTokens;
  for (const RankedFact& fact : facts) bytes += fact.place.view->segment->ContentSize(fact.place.doc) + kBytesOfTag;
  return bytes;
}

v1::FactOrder OrderOf(const v1::ListFactsRequest& request) {
  return request.order_by() == v1::FACT_ORDER_UNSPECIFIED ? v1::FACT_ORDER_RECORDED : request.order_by();
}

}  // namespace

absl::StatusOr<std::string> Answers::GetFact(const v1::GetFactRequest& request, absl::Time) const {
  absl::StatusOr<ReadState> state = OpenReadState(reader_, request.consistency());
  if (!state.ok()) return state.status();
  const absl::StatusOr<std::string> fact = ReadFact(*state, request.name());
  if (!fact.ok()) return fact.status();
  MessageWriter response;
  response.AddMessage(v1::GetFactResponse::kFactFieldNumber, *fact);
  response.AddText(v1::GetFactResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return response.Take();
}

absl::StatusOr<std::string> Answers::BatchGetFacts(const v1::BatchGetFactsRequest& request, absl::Time deadline) const {
  absl::StatusOr<ReadState> state = OpenReadState(reader_, request.consistency());
  if (!state.ok()) return state.status();
  MessageWriter response;
  for (const std::string& name : request.names()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const absl::StatusOr<std::string> fact = ReadFact(*state, name);
    if (!fact.ok()) return fact.status();
    if (response.size() > 0 && response.size() + fact->size() > limits_.max_page_bytes) {
      return errors::FieldError(
          "BATCH_TOO_LARGE", "names",
          absl::StrCat("are of facts of more than ", limits_.max_page_bytes, " bytes together; ask for fewer at once"));
    }
    response.AddMessage(v1::BatchGetFactsResponse::kFactsFieldNumber, *fact);
  }
  response.AddText(v1::BatchGetFactsResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return response.Take();
}

absl::StatusOr<std::string> Answers::ListFacts(const v1::ListFactsRequest& request, absl::Time deadline) const {
  const absl::StatusOr<WalkStart> start = FindWalkStart(request);
  if (!start.ok()) return start.status();
  std::optional<FactRank> after;
  if (!start->last.empty()) {
    const absl::StatusOr<FactRank> last = ReadFactRank(start->last);
    if (!last.ok()) return last.status();
    after = *last;
  }
  absl::StatusOr<ReadState> state = OpenReadState(reader_, start->point);
  if (!state.ok()) return state.status();
  const auto selection = SelectFacts(*state, request.filter(), *corroboration_, deadline);
  if (!selection.ok()) return selection.status();
  const auto ordering = OrderFacts(OrderOf(request), request.ascending(), *state, *corroboration_, deadline);
  if (!ordering.ok()) return ordering.status();
  const size_t page_size = PageSizeOf(request);
  const absl::StatusOr<std::vector<RankedFact>> facts =
      SelectPage(state->facts(), *selection, *ordering, page_size + 1, after, deadline);
  if (!facts.ok()) return facts.status();
  MessageWriter response;
  response.Reserve(std::min(BytesOf(*facts), limits_.max_page_bytes));
  size_t count = 0;
  for (; count < facts->size() && count < page_size; ++count) {
    const segments::FactPlace& place = (*facts)[count].place;
    const size_t size = place.view->segment->ContentSize(place.doc);
    if (count > 0 && response.size() + size > limits_.max_page_bytes) break;
    if (absl::Status added = AddFact(place, request.view(), response); !added.ok()) return added;
  }
  if (count < facts->size()) {
    const std::string last = WriteFactRank((*facts)[count - 1].rank);
    response.AddText(v1::ListFactsResponse::kNextPageTokenFieldNumber, PageToken(request, {state->revision(), last}));
  }
  response.AddText(v1::ListFactsResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return response.Take();
}

}  // namespace dateline::answers
