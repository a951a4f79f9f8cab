// Words in the facts of a segment.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_WORD_MATCHES_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_WORD_MATCHES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "query_service/answers/search_query.h"
#include "query_service/segments/doc_set.h"
#include "query_service/segments/segment.h"

namespace dateline::answers {

// Keeps of `facts` those of which the query is true.
void KeepMatches(const SearchQuery& query, const segments::Segment& segment, segments::DocSet& facts);

// A word, phrase or prefix in a segment.
class WordMatches {
 public:
  // REQUIRES: it is one. `segment` must outlive this.
  WordMatches(const SearchQuery& word, const segments::Segment& segment);

  // How many of `facts` have it.
  size_t CountIn(const segments::DocSet& facts) const;
  // How often it stands in the fact's texts.
  int Occurrences(segments::Doc doc) const;

 private:
  int CountInTexts(segments::Doc doc) const;

  const segments::Segment& segment_;
  SearchQuery::Kind kind_;
  // Of a phrase: for each of its words one; else the terms any of which it is. Numbers: see Segment::Texts.
  std::vector<uint32_t> numbers_;
  // Of a word: the bytes of its number.
  std::string code_;
  // Those that have it; of a phrase those that have its words.
  segments::DocSet facts_;
  // Those of a word that may have it more than once.
  segments::DocSet more_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_WORD_MATCHES_H_
