// Where something happened.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_PLACE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_PLACE_H_

#include <optional>

#include "ingest_service/extraction/candidate.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Where an event at `token` that `predicate` carries happened: a place or country that an "in", "at", "near" phrase of
// one of BearersOf names, by itself or on one of its complements ("killed by troops in Oslo"), or that a "where" clause
// describes. Unset: not said.
std::optional<CandidateParticipant> FindPlace(const language::Tree& tree, const Entities& entities, int token,
                                              int predicate);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_PLACE_H_
