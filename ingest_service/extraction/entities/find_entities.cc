#include "ingest_service/extraction/entities/find_entities.h"

#include <utility>

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/name_chains.h"
#include "ingest_service/extraction/entities/noun_phrase.h"
#include "ingest_service/extraction/entities/title_holders.h"
#include "ingest_service/extraction/entities/title_phrases.h"
#include "ingest_service/extraction/entities/titles.h"

namespace dateline::extraction {

Entities FindEntities(const text::Document& document, const language::Analysis& analysis, const EntityLexicon& lexicon) {
  const ArticleView article(document, analysis);
  NameChains chains = ChainNames(article, lexicon);
  const std::vector<TitlePhrase> phrases = FindTitlePhrases(article, lexicon);
  const std::vector<TitleHolder> holders = FindTitleHolders(article, lexicon, phrases);
  LearnFromTitles(article, phrases, holders, chains);
  Entities result;
  result.titles = MakeTitles(article, chains, phrases, holders);
  result.entities = std::move(chains.entities);
  for (size_t n = 0; n < analysis.names.size(); ++n) {
    const language::Name& name = analysis.names[n];
    const int begin = PhraseBegin(article, lexicon, name.begin_token, name.end_token);
    result.mentions.push_back({.span = article.SpanOf(begin, name.end_token),
                               .begin_token = begin,
                               .end_token = name.end_token,
                               .head_token = PhraseHead(article, begin, name.end_token, name.end_token - 1),
                               .kind = Mention::Kind::kName,
                               .entities = {chains.entity_of_name[n]},
                               .certainty = chains.certainty[n]});
  }
  result.Arrange();
  return result;
}

}  // namespace dateline::extraction
