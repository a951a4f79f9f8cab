#include "ingest_service/extraction/entities/find_entities.h"

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/name_chains.h"

namespace dateline::extraction {

Entities FindEntities(const text::Document& document, const language::Analysis& analysis, const EntityLexicon& lexicon) {
  const ArticleView article(document, analysis);
  NameChains chains = ChainNames(article, lexicon);
  Entities result;
  result.entities = std::move(chains.entities);
  for (size_t n = 0; n < analysis.names.size(); ++n) {
    const language::Name& name = analysis.names[n];
    result.mentions.push_back({.span = article.SpanOf(name.begin_token, name.end_token),
                               .begin_token = name.begin_token,
                               .end_token = name.end_token,
                               .head_token = name.end_token - 1,
                               .kind = Mention::Kind::kName,
                               .entities = {chains.entity_of_name[n]},
                               .certainty = chains.certainty[n]});
  }
  result.Arrange();
  return result;
}

}  // namespace dateline::extraction
