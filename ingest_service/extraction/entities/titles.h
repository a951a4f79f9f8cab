// The titles of an article, with the entities they belong to.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLES_H_

#include <vector>

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/entities/name_chains.h"
#include "ingest_service/extraction/entities/title_holders.h"
#include "ingest_service/extraction/entities/title_phrases.h"

namespace dateline::extraction {

// Turns holders into Titles (ranks and offices; no honorifics and professions), in the order of `holders`.
std::vector<Title> MakeTitles(const ArticleView& article, const NameChains& chains,
                              const std::vector<TitlePhrase>& phrases, const std::vector<TitleHolder>& holders);

// Gives persons the gender and the country that their titles tell, and organizations the country that stands with them
// ("the Cambodian National Assembly", "the Federal Aviation Office of Germany").
void LearnFromTitles(const ArticleView& article, const std::vector<TitlePhrase>& phrases,
                     const std::vector<TitleHolder>& holders, NameChains& chains);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLES_H_
