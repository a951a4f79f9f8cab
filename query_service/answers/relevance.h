// How well facts answer a search.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_RELEVANCE_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_RELEVANCE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/search_query.h"
#include "query_service/answers/word_matches.h"
#include "query_service/segments/segment.h"

namespace dateline::answers {

// BM25 (Robertson and Zaragoza 2009) of the words, phrases and prefixes that are not excluded, with the statistics of
// all facts that hold at a state: the same at that state whatever comes later.
class Relevance {
 public:
  // DEADLINE_EXCEEDED. `query` must outlive it.
  static absl::StatusOr<Relevance> Measure(const ReadState& state, const SearchQuery& query, absl::Time deadline);

  // Scores the facts of one segment, which must outlive this, as must the relevance.
  class OfSegment {
   public:
    OfSegment(const Relevance& relevance, const segments::Segment& segment);
    double Score(segments::Doc doc) const;

   private:
    const Relevance& relevance_;
    const absl::Span<const uint16_t> word_counts_;
    std::vector<WordMatches> matches_;
  };

 private:
  explicit Relevance(const SearchQuery& query) : wanted_(query.Wanted()) {}

  std::vector<const SearchQuery*> wanted_;
  // Of each of them: how much one that is rare counts for more.
  std::vector<double> rarity_;
  double average_words_ = 0;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_RELEVANCE_H_
