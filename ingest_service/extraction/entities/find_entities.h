// Document + Analysis -> Entities: who and what an article is about.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_FIND_ENTITIES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_FIND_ENTITIES_H_

#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/entities/lexicon.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::extraction {

// Finds the entities of an article, every mention of them, and the titles it gives them. Works from names, parts of
// speech and local patterns; uses trees where tokens have heads. Linear time in the number of tokens: every search back
// for an antecedent is over a window of bounded size. Deterministic; an empty analysis gives an empty result.
Entities FindEntities(const text::Document& document, const language::Analysis& analysis, const EntityLexicon& lexicon);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_FIND_ENTITIES_H_
