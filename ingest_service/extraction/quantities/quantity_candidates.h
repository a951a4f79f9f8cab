// Quantities as candidate facts: whose figure it is.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_QUANTITY_CANDIDATES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_QUANTITY_CANDIDATES_H_

#include <vector>

#include "ingest_service/extraction/candidate.h"
#include "ingest_service/extraction/clauses/timing.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/quantities/quantity.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// A candidate of kind kQuantity for each quantity, in the same order. Its SUBJECTs own what is counted ("Iran's
// exports"), are what is counted, or, of something bilateral, are the two countries of the sentence.
std::vector<Candidate> QuantityCandidates(const language::Tree& tree, const Entities& entities,
                                          const ClauseTimes& times, const std::vector<Quantity>& quantities);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_QUANTITY_CANDIDATES_H_
