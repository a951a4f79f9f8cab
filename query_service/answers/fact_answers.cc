#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/fact_matches.h"
#include "query_service/answers/message_writer.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {
namespace {

constexpr int kDefaultPageSize = 50;

absl::StatusOr<std::string> ReadFact(ReadState& state, const std::string& name) {
  const absl::StatusOr<std::optional<int64_t>> found = state.snapshot.FindFact(name, state.at);
  if (!found.ok()) return found.status();
  if (!found->has_value()) {
    return errors::Error(absl::StatusCode::kNotFound, "FACT_NOT_FOUND", absl::StrCat("no fact ", name));
  }
  return state.snapshot.ReadFactBytes(**found);
}

// Where a walk begins or goes on.
struct WalkStart {
  ReadPoint point;
  int64_t before = std::numeric_limits<int64_t>::max();
};

absl::StatusOr<WalkStart> FindWalkStart(const v1::ListFactsRequest& request) {
  WalkStart start;
  if (request.page_token().empty()) {
    absl::StatusOr<ReadPoint> point = ParseConsistency(request.consistency());
    if (!point.ok()) return point.status();
    start.point = *std::move(point);
    return start;
  }
  absl::StatusOr<PagePosition> position = ParsePageToken(request);
  if (!position.ok()) return position.status();
  start.point = {ReadPoint::Kind::kExactly, std::move(position->revision)};
  if (!absl::SimpleAtoi(position->last, &start.before)) {
    return errors::FieldError("PAGE_TOKEN_INVALID", "page_token", "damaged");
  }
  return start;
}

// A page of facts; `last` is the recorded_from of its last fact when more follow.
struct FactPage {
  MessageWriter response;
  std::optional<int64_t> last;
};

absl::StatusOr<FactPage> ReadPage(ReadState& state, FactMatches& matches, int page_size, size_t max_bytes) {
  FactPage page;
  int64_t last = 0;
  for (int count = 0;; ++count) {
    const absl::StatusOr<std::optional<int64_t>> next = matches.Next();
    if (!next.ok()) return next.status();
    if (!next->has_value()) return page;
    if (count == page_size) break;
    const absl::StatusOr<std::string> bytes = state.snapshot.ReadFactBytes(**next);
    if (!bytes.ok()) return bytes.status();
    if (count > 0 && page.response.size() + bytes->size() > max_bytes) break;
    page.response.AddMessage(v1::ListFactsResponse::kFactsFieldNumber, *bytes);
    last = **next;
  }
  page.last = last;
  return page;
}

}  // namespace

absl::StatusOr<std::string> Answers::GetFact(const v1::GetFactRequest& request, absl::Time) const {
  absl::StatusOr<ReadState> state = OpenReadState(readers_, request.consistency());
  if (!state.ok()) return state.status();
  const absl::StatusOr<std::string> fact = ReadFact(*state, request.name());
  if (!fact.ok()) return fact.status();
  MessageWriter response;
  response.AddMessage(v1::GetFactResponse::kFactFieldNumber, *fact);
  response.AddText(v1::GetFactResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return response.Take();
}

absl::StatusOr<std::string> Answers::BatchGetFacts(const v1::BatchGetFactsRequest& request, absl::Time deadline) const {
  absl::StatusOr<ReadState> state = OpenReadState(readers_, request.consistency());
  if (!state.ok()) return state.status();
  MessageWriter response;
  for (const std::string& name : request.names()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const absl::StatusOr<std::string> fact = ReadFact(*state, name);
    if (!fact.ok()) return fact.status();
    response.AddMessage(v1::BatchGetFactsResponse::kFactsFieldNumber, *fact);
  }
  response.AddText(v1::BatchGetFactsResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return response.Take();
}

absl::StatusOr<std::string> Answers::ListFacts(const v1::ListFactsRequest& request, absl::Time deadline) const {
  const absl::StatusOr<WalkStart> start = FindWalkStart(request);
  if (!start.ok()) return start.status();
  absl::StatusOr<ReadState> state = OpenReadState(readers_, start->point);
  if (!state.ok()) return state.status();
  absl::StatusOr<FactMatches> matches = FactMatches::Open(*state, request.filter(), start->before, deadline);
  if (!matches.ok()) return matches.status();
  const int page_size = request.page_size() == 0 ? kDefaultPageSize : request.page_size();
  absl::StatusOr<FactPage> page = ReadPage(*state, *matches, page_size, limits_.max_page_bytes);
  if (!page.ok()) return page.status();
  if (page->last.has_value()) {
    page->response.AddText(v1::ListFactsResponse::kNextPageTokenFieldNumber,
                           PageToken(request, {state->revision(), absl::StrCat(*page->last)}));
  }
  page->response.AddText(v1::ListFactsResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return page->response.Take();
}

}  // namespace dateline::answers
