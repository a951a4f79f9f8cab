// Titles in a text, whoever holds them.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_PHRASES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_PHRASES_H_

#include <string>
#include <vector>

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/lexicon.h"

namespace dateline::extraction {

// "the former Thai [Deputy Prime Minister]", "[Speaker] of the House", "[mayor of London]". Token ranges are half open.
struct TitlePhrase {
  int begin_token = 0;  // the title as written, without country, organization and "former"
  int end_token = 0;
  int core_token = 0;      // the noun that names the office: "Minister" of "Minister of Justice"
  int phrase_begin = 0;    // with determiner, countries and bodies before it
  int phrase_end = 0;      // with the country or body it is of
  std::string normalized;  // spelled out, in title case
  bool former = false;
  bool plural = false;       // "Presidents A and B"
  bool definite = false;     // "the", "his", "Niger's" or a country before it
  bool counterpart = false;  // "his Thai counterpart": the title of somebody else
  Gender gender = Gender::kUnknown;
  language::TitleKind kind = language::TitleKind::kOffice;
  std::vector<int> countries;  // indices into Analysis::names
  int organization = -1;       // index into Analysis::names; -1: not said
};

// Every title phrase in text order; honorifics too. Windows around a title are bounded, so the time is linear.
std::vector<TitlePhrase> FindTitlePhrases(const ArticleView& article, const EntityLexicon& lexicon);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_PHRASES_H_
