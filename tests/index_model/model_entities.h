// What QueryService should answer of entities.
#ifndef DATELINE_TESTS_INDEX_MODEL_MODEL_ENTITIES_H_
#define DATELINE_TESTS_INDEX_MODEL_MODEL_ENTITIES_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dateline/v1/query_service.pb.h"
#include "tests/index_model/model_state.h"

namespace dateline::testing {

// Names, in order.
std::vector<std::string> ListEntities(const ModelState& state, const v1::ListEntitiesRequest& request);

// Its aliases and all names of those that are merged into it, but for its display name. REQUIRES: it is known.
std::set<std::string> AliasesOf(const ModelState& state, const std::string& name);

// The offices that the entity holds.
std::vector<v1::EntityOffice> OfficesOf(const ModelState& state, const std::string& name);

// The entities that have all words of the text in one of their names, as they are written, and their scores.
std::map<std::string, double> ScoresOfNames(const ModelState& state, const v1::ResolveEntitiesRequest& request);

// Whether ResolveEntities may answer with the entity, whatever its names are.
bool MayBeMeant(const ModelState& state, const std::string& name, const v1::ResolveEntitiesRequest& request);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_INDEX_MODEL_MODEL_ENTITIES_H_
