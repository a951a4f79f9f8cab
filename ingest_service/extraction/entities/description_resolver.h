// Whom descriptions stand for: "the Cambodian official", "the airline", "the country", "protesters".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DESCRIPTION_RESOLVER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DESCRIPTION_RESOLVER_H_

#include "ingest_service/extraction/entities/noun_phrase.h"
#include "ingest_service/extraction/entities/reading.h"
#include "ingest_service/extraction/entities/title_phrases.h"

namespace dateline::extraction {

// The entity that a phrase without a name stands for: one that was named before and fits by office, country or what the
// article called it; else one that was described so before; else a new one, named by its description. `title` is the
// title phrase with the same head, or null. No entities: the phrase stands for nobody (a place or country in general).
Antecedent ResolveDescription(Reading& reading, const NounPhrase& phrase, const RoleNoun& noun,
                              const TitlePhrase* title);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DESCRIPTION_RESOLVER_H_
