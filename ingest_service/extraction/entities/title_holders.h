// Who holds the titles of an article.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_HOLDERS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_HOLDERS_H_

#include <vector>

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/entities/lexicon.h"
#include "ingest_service/extraction/entities/title_phrases.h"

namespace dateline::extraction {

// A person who holds the title of a phrase; of a plural phrase, one of several.
struct TitleHolder {
  // How the words link title and person.
  enum class Link {
    kBefore,      // "President Trump"
    kApposition,  // "Trump, the president"; "the president, Trump"
    kClause,      // "Trump is president", "Trump, who was president", "Trump held the office of president"
  };
  int phrase = 0;  // index into the phrases
  int name = 0;    // index into Analysis::names, a PERSON
  Link link = Link::kBefore;
  int country = -1;       // index into Analysis::names; -1: not said
  int organization = -1;  // index into Analysis::names; -1: not said
};

// The holders that the words around each phrase name, in the order of the phrases. Windows are bounded.
std::vector<TitleHolder> FindTitleHolders(const ArticleView& article, const EntityLexicon& lexicon,
                                          const std::vector<TitlePhrase>& phrases);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_HOLDERS_H_
