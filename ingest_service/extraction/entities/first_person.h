// Whom "I" and "we" stand for.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_FIRST_PERSON_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_FIRST_PERSON_H_

#include <vector>

#include "ingest_service/extraction/entities/reading.h"

namespace dateline::extraction {

// Adds mentions for the first-person pronouns at `tokens`: in a quotation, of its speaker or of the body that the
// speaker speaks for; outside, "I" is whoever wrote the article, an entity without a name. REQUIRES: all other mentions
// are there.
void ResolveFirstPersons(Reading& reading, const std::vector<int>& tokens);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_FIRST_PERSON_H_
