// Whom collectives stand for: "the two sides", "the officials", "both nations".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_GROUP_RESOLVER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_GROUP_RESOLVER_H_

#include "ingest_service/extraction/entities/noun_phrase.h"
#include "ingest_service/extraction/entities/reading.h"

namespace dateline::extraction {

// The members that a plural phrase stands for: persons where its noun is of persons, countries where it is of
// countries, whoever was spoken of together last for "sides". No entities: the phrase stands for no known group.
Antecedent ResolveGroup(const Reading& reading, const NounPhrase& phrase, const RoleNoun& noun);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_GROUP_RESOLVER_H_
