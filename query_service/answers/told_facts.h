// Facts with the articles that say them.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_TOLD_FACTS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_TOLD_FACTS_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"
#include "query_service/answers/read_state.h"
#include "query_service/claims/claim.h"

namespace dateline::answers {

// A fact and its article as a state has them.
struct ToldFact {
  v1::Fact fact;
  v1::Article article;
};

// Reads facts with their articles, each article once. Not thread-safe.
class ToldFactReader {
 public:
  // `state` must outlive this.
  explicit ToldFactReader(ReadState& state) : state_(state) {}

  // DATA_LOSS: it cannot be read.
  absl::StatusOr<ToldFact> Read(absl::string_view fact_bytes);

  // As it is compared with others.
  claims::Testimony TestimonyOf(const ToldFact& told) const;

 private:
  ReadState& state_;
  absl::flat_hash_map<std::string, v1::Article> articles_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_TOLD_FACTS_H_
