// Who takes which part in an event.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_EVENT_ROLES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_EVENT_ROLES_H_

#include <vector>

#include "ingest_service/extraction/candidate.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/events/trigger.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Who takes part in the event at `trigger`, by its frame's role scheme.
std::vector<CandidateParticipant> ParticipantsOf(const language::Tree& tree, const Entities& entities,
                                                 const Trigger& trigger);

// "the London conference": true if `token` is a town before a noun, and says where, not who.
bool IsTownBefore(const language::Tree& tree, const Entities& entities, int token);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_EVENT_ROLES_H_
