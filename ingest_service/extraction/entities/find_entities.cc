#include "ingest_service/extraction/entities/find_entities.h"

#include <iterator>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/mention_finder.h"
#include "ingest_service/extraction/entities/name_chains.h"
#include "ingest_service/extraction/entities/reading.h"
#include "ingest_service/extraction/entities/title_holders.h"
#include "ingest_service/extraction/entities/title_phrases.h"
#include "ingest_service/extraction/entities/titles.h"

namespace dateline::extraction {

Entities FindEntities(const text::Document& document, const language::Analysis& analysis,
                      const EntityLexicon& lexicon) {
  const ArticleView article(document, analysis);
  NameChains chains = ChainNames(article, lexicon);
  const std::vector<TitlePhrase> phrases = FindTitlePhrases(article, lexicon);
  const std::vector<TitleHolder> holders = FindTitleHolders(article, lexicon, phrases);
  LearnFromTitles(article, phrases, holders, chains);

  Reading reading(article, lexicon);
  reading.result.titles = MakeTitles(article, chains, phrases, holders);
  reading.result.entities = std::move(chains.entities);
  reading.entity_of_name = std::move(chains.entity_of_name);
  PrepareReading(reading);
  for (size_t t = 0; t < reading.result.titles.size(); ++t) {
    reading.titles[reading.result.titles[t].holder].push_back(static_cast<int>(t));
  }
  FindMentions(reading, chains.certainty, phrases, holders);
  absl::c_move(reading.appointed, std::back_inserter(reading.result.titles));
  reading.result.Arrange();
  return std::move(reading.result);
}

}  // namespace dateline::extraction
