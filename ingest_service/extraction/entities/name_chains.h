// Which names of an article name the same entity.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_CHAINS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_CHAINS_H_

#include <vector>

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/entities/lexicon.h"

namespace dateline::extraction {

struct NameChains {
  std::vector<ArticleEntity> entities;  // ordered by their first name in the article
  std::vector<int> entity_of_name;      // by index into Analysis::names: index into entities
  std::vector<float> certainty;         // by index into Analysis::names: how sure that link is
};

// Joins names that are spelt alike, short forms with the full name nearest before (else first after) them, acronyms
// with their definitions, and everything that names one country. Looks at no more than a bounded number of candidates a
// name.
NameChains ChainNames(const ArticleView& article, const EntityLexicon& lexicon);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_CHAINS_H_
