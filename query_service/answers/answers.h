// Questions of the contract, answered from the index.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_ANSWERS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_ANSWERS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.pb.h"
#include "query_service/answers/answers_end.h"
#include "query_service/answers/corroboration.h"
#include "query_service/index/index_reader.h"

namespace dateline::answers {

struct AnswerLimits {
  // A page ends early rather than grow beyond this, unless its first fact alone does: below what gRPC clients take by
  // default (4 MiB).
  size_t max_page_bytes = 3 << 20;
  // Entities that share a word with a name to resolve and are looked at, the most recently changed first.
  int max_resolve_candidates = 5000;
  // Groups that one AggregateFacts may make.
  size_t max_groups_counted = 1'000'000;
  // Facts that a fact is compared with, those recorded last.
  size_t max_facts_compared = 2000;
};

// Reads only; the requests must be valid. Each answer is a serialized response message (`FooResponse` to `Foo`): facts
// and entities go into it as they are stored. Beside the errors of the contract: DEADLINE_EXCEEDED when `deadline`
// passes while it reads. Thread safety: any thread. Blocks on the disk.
class Answers {
 public:
  // `reader` must outlive this.
  Answers(const index::IndexReader& reader, const AnswerLimits& limits)
      : reader_(reader),
        limits_(limits),
        corroboration_(std::make_unique<Corroboration>(reader, limits.max_facts_compared)) {}

  absl::StatusOr<std::string> GetFact(const v1::GetFactRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> BatchGetFacts(const v1::BatchGetFactsRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> ListFacts(const v1::ListFactsRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> SearchFacts(const v1::SearchFactsRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> AggregateFacts(const v1::AggregateFactsRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> ListCounterparts(const v1::ListCounterpartsRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> ExplainFact(const v1::ExplainFactRequest& request, absl::Time deadline) const;
  // One response of the stream, whose resume_token says where the next begins.
  absl::StatusOr<std::string> ExportFacts(const v1::ExportFactsRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> GetEntity(const v1::GetEntityRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> ListEntities(const v1::ListEntitiesRequest& request, absl::Time deadline) const;
  absl::StatusOr<std::string> ResolveEntities(const v1::ResolveEntitiesRequest& request, absl::Time deadline) const;

  // Answers on threads of its scopes end by then.
  AnswersEnd& end() { return end_; }
  const AnswersEnd& end() const { return end_; }

  // What the answers count sources by.
  Corroboration& corroboration() const { return *corroboration_; }

  // What the index itself knows: all but head_offset, lag, lag_changes and serving.
  absl::StatusOr<v1::GetIndexStatusResponse> GetIndexStatus() const;

 private:
  const index::IndexReader& reader_;
  const AnswerLimits limits_;
  const std::unique_ptr<Corroboration> corroboration_;
  AnswersEnd end_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_ANSWERS_H_
