// How well facts answer a search.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_RELEVANCE_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_RELEVANCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/search_query.h"
#include "query_service/answers/word_matches.h"
#include "query_service/segments/segment.h"

namespace dateline::answers {

// BM25 (Robertson and Zaragoza 2009) of the words, phrases and prefixes that are not excluded, with the statistics of
// all facts that hold at a state: the same at that state whatever comes later, but for a purge. So the pages of a walk
// hand on what the first one measured.
class Relevance {
 public:
  // DEADLINE_EXCEEDED. `query` must outlive it.
  static absl::StatusOr<Relevance> Measure(const ReadState& state, const SearchQuery& query, absl::Time deadline);
  // What Write wrote of one of the same query. INVALID_ARGUMENT (PAGE_TOKEN_INVALID). `query` must outlive it.
  static absl::StatusOr<Relevance> Read(const SearchQuery& query, absl::string_view written);
  // Digits and commas.
  std::string Write() const;

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
  // Of the facts that hold.
  struct Statistics {
    uint64_t facts = 0;
    uint64_t words = 0;
    // How many have each of the words, phrases and prefixes.
    std::vector<uint64_t> found;
  };

  Relevance(const SearchQuery& query, Statistics statistics);

  std::vector<const SearchQuery*> wanted_;
  Statistics statistics_;
  // Of each of them: how much one that is rare counts for more.
  std::vector<double> rarity_;
  double average_words_ = 0;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_RELEVANCE_H_
