// What facts say of an entity.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_ENTITY_FACTS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_ENTITY_FACTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/entity.pb.h"
#include "query_service/answers/fact_type_counts.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/title_words.h"

namespace dateline::answers {

// How many facts the entity takes part in, under its own name or one that is merged with it.
absl::StatusOr<int64_t> CountFacts(const ReadState& state, const std::string& entity, absl::Time deadline);

// The same by their types.
absl::StatusOr<std::map<FactType, int64_t>> CountFactTypes(const ReadState& state, const std::string& entity,
                                                           absl::Time deadline);

// The offices that the entity holds by its facts, each (title spelled out, organization, country) once with the fact
// that said so first; in the order in which they were recorded.
absl::StatusOr<std::vector<v1::EntityOffice>> FindOffices(const ReadState& state, const std::string& entity,
                                                          absl::Time deadline);

// Whether facts give the entity offices that have all of the words, one office these, another those.
absl::StatusOr<bool> HoldsOffices(const ReadState& state, const std::string& entity, const TitleWords& words,
                                  absl::Time deadline);

// The entities that those stand for who hold an office; unset: no office is asked for.
using Holders = std::optional<std::set<std::string>>;

// Of an office with all the words in its title spelled out; none are asked for where there are no words.
absl::StatusOr<Holders> FindHolders(const ReadState& state, absl::string_view office_words, absl::Time deadline);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_ENTITY_FACTS_H_
