#include "query_service/answers/answers.h"

namespace dateline::answers {

absl::StatusOr<std::string> Answers::SearchFacts(const v1::SearchFactsRequest&, absl::Time) const {
  return absl::UnimplementedError("SearchFacts");
}
absl::StatusOr<std::string> Answers::AggregateFacts(const v1::AggregateFactsRequest&, absl::Time) const {
  return absl::UnimplementedError("AggregateFacts");
}
absl::StatusOr<std::string> Answers::ListCounterparts(const v1::ListCounterpartsRequest&, absl::Time) const {
  return absl::UnimplementedError("ListCounterparts");
}

}  // namespace dateline::answers
