// What QueryService should answer of facts.
#ifndef DATELINE_TESTS_INDEX_MODEL_MODEL_ANSWERS_H_
#define DATELINE_TESTS_INDEX_MODEL_MODEL_ANSWERS_H_

#include <string>
#include <vector>

#include "dateline/v1/query_service.pb.h"
#include "tests/index_model/model_state.h"
#include "tests/index_model/text_query.h"

namespace dateline::testing {

// All facts that match, in the order; not for RELEVANCE.
std::vector<const ModelFact*> ListFacts(const ModelState& state, const v1::FactFilter& filter, v1::FactOrder order,
                                        bool ascending);

// The fact as a view shows it.
v1::Fact Show(const v1::Fact& fact, v1::FactView view);

// BM25, as FactHit.score says.
double Score(const ModelState& state, const TextQuery& query, const ModelFact& fact);

// The whole answer, but for its token. `query`: null where request.query is empty.
v1::AggregateFactsResponse AggregateFacts(const ModelState& state, const v1::AggregateFactsRequest& request,
                                          const TextQuery* query);

// All of them. REQUIRES: the entity is known.
std::vector<v1::Counterpart> ListCounterparts(const ModelState& state, const std::string& entity,
                                              const v1::FactFilter& filter);

// The facts in which the entity takes part, by kind and type.
std::vector<v1::FactTypeCount> CountTypes(const ModelState& state, const std::string& entity);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_INDEX_MODEL_MODEL_ANSWERS_H_
