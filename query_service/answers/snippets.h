// Where the words of a search stand in a fact.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_SNIPPETS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_SNIPPETS_H_

#include <vector>

#include "dateline/v1/fact.pb.h"
#include "dateline/v1/fact_search.pb.h"
#include "query_service/answers/search_query.h"

namespace dateline::answers {

// One for each text of the fact in which a word of the query stands that is not excluded: evidence, theme,
// participants, place; at most 8.
std::vector<v1::Snippet> SnippetsOf(const v1::Fact& fact, const SearchQuery& query);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_SNIPPETS_H_
