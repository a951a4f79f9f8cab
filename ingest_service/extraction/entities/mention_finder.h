// Reads an article from beginning to end and finds every mention.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_MENTION_FINDER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_MENTION_FINDER_H_

#include <vector>

#include "ingest_service/extraction/entities/reading.h"
#include "ingest_service/extraction/entities/title_holders.h"
#include "ingest_service/extraction/entities/title_phrases.h"

namespace dateline::extraction {

// Fills reading.result.mentions and adds entities without names. REQUIRES: names have entities and titles are known.
// Linear time: every look back is over a bounded number of mentions.
void FindMentions(Reading& reading, const std::vector<float>& name_certainty, const std::vector<TitlePhrase>& phrases,
                  const std::vector<TitleHolder>& holders);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_MENTION_FINDER_H_
