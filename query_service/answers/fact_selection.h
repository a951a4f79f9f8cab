// The facts that a filter asks for.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_FACT_SELECTION_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_FACT_SELECTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.pb.h"
#include "query_service/answers/corroboration.h"
#include "query_service/answers/read_state.h"
#include "query_service/segments/doc_set.h"
#include "query_service/segments/fact_days.h"
#include "query_service/segments/fact_index.h"

namespace dateline::answers {

// A filter at a state, made into terms and ranges. Each field of the filter is a union of posting lists (one per
// value); the facts of a segment that match all are the intersection of these, as bits. Of valid time the lists know
// only months: days, like the other ranges, are compared in the columns of what is left. Const after construction.
class FactSelection {
 public:
  // Of all but min_independent_sources, which SelectFacts adds.
  FactSelection(const ReadState& state, const v1::FactFilter& filter);

  // Only facts that so many sources say. REQUIRES: at least 2; `corroboration` has followed to the state, and outlives
  // this.
  void RequireSources(int count, const Corroboration& corroboration) {
    min_sources_ = count;
    corroboration_ = &corroboration;
  }

  // Keys of terms, of which a fact that matches has one at least, for each field of the filter that has such.
  std::vector<std::vector<std::string>> Keys() const;

  // The facts of `view` that hold at the state and match.
  segments::DocSet Select(const segments::SegmentView& view) const;
  // Before Select of a view that it will come to soon.
  void Prefetch(const segments::SegmentView& view) const;

 private:
  // Terms of which a fact has one at least.
  using Values = std::vector<segments::SoughtTerm>;
  // By their indexes in a segment; of each field those that it has, one at least.
  using FoundTerms = absl::InlinedVector<absl::InlinedVector<uint32_t, 2>, 4>;

  template <typename Numbers>
  void AddEnums(segments::FactField field, const Numbers& numbers);
  template <typename Texts>
  void AddTexts(segments::FactField field, const Texts& texts);
  template <typename Names>
  void AddEntities(const ReadState& state, segments::FactField field, const Names& names);
  void AddParticipants(const ReadState& state, const v1::FactFilter& filter);
  void AddNegated(const v1::FactFilter& filter);
  void AddRanges(const v1::FactFilter& filter);

  // Nothing: no fact of the segment can match.
  std::optional<FoundTerms> FindTerms(const segments::Segment& segment) const;
  void IntersectTerms(const segments::Segment& segment, const FoundTerms& fields, segments::DocSet& facts) const;
  void CompareColumns(const segments::Segment& segment, segments::DocSet& facts) const;

  int64_t at_;
  std::vector<Values> fields_;
  bool excludes_negated_ = false;
  std::optional<segments::DayRange> valid_time_;
  std::optional<segments::DayRange> published_;
  // Nanoseconds; the end is not included.
  std::optional<int64_t> recorded_begin_;
  std::optional<int64_t> recorded_end_;
  std::optional<double> min_confidence_;
  int min_sources_ = 0;
  const Corroboration* corroboration_ = nullptr;  // set where min_sources_ is
};

// Does the filter ask how many independent sources there are?
bool CountsSources(const v1::FactFilter& filter);

// Of the whole filter. `corroboration` must outlive it. Errors of Corroboration::FollowTo where the filter counts
// sources.
absl::StatusOr<FactSelection> SelectFacts(const ReadState& state, const v1::FactFilter& filter,
                                          Corroboration& corroboration, absl::Time deadline);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_FACT_SELECTION_H_
