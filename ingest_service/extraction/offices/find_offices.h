// Entities -> OFFICE candidates: who holds which office.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_OFFICES_FIND_OFFICES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_OFFICES_FIND_OFFICES_H_

#include <vector>

#include "ingest_service/extraction/candidate.h"
#include "ingest_service/extraction/entities/entities.h"

namespace dateline::extraction {

// One candidate an article for each person and title, at the mention that says most of it (organization, country), the
// first of equals; in text order. Roles: kHolder, and kOrganization and kCountry where the words link them. Former
// offices, ranks and titles read from "his counterpart" have a lower reliability. O(titles log mentions).
std::vector<Candidate> FindOffices(const Entities& entities);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_OFFICES_FIND_OFFICES_H_
