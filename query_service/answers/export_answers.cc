#include <utility>

#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"

namespace dateline::answers {
namespace {

// So many facts go into one response, unless they are large.
constexpr int kFactsOfResponse = 1000;

// An ExportFactsResponse is a ListFactsResponse by other names.
using Exported = v1::ExportFactsResponse;
using Listed = v1::ListFactsResponse;
static_assert(int{Exported::kFactsFieldNumber} == int{Listed::kFactsFieldNumber});
static_assert(int{Exported::kResumeTokenFieldNumber} == int{Listed::kNextPageTokenFieldNumber});
static_assert(int{Exported::kRevisionTokenFieldNumber} == int{Listed::kRevisionTokenFieldNumber});

}  // namespace

absl::StatusOr<std::string> Answers::ExportFacts(const v1::ExportFactsRequest& request, absl::Time deadline) const {
  v1::ListFactsRequest page;
  if (request.has_filter()) *page.mutable_filter() = request.filter();
  if (request.has_consistency()) *page.mutable_consistency() = request.consistency();
  page.set_view(request.view());
  page.set_page_size(kFactsOfResponse);
  page.set_page_token(request.resume_token());
  absl::StatusOr<std::string> facts = ListFacts(page, deadline);
  if (errors::InvalidField(facts.status()) != "page_token") return facts;
  return errors::FieldError("PAGE_TOKEN_INVALID", "resume_token", facts.status().message());
}

}  // namespace dateline::answers
