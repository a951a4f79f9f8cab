// How many facts of which sort.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_FACT_TYPE_COUNTS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_FACT_TYPE_COUNTS_H_

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "dateline/v1/fact_counts.pb.h"
#include "query_service/segments/doc_set.h"
#include "query_service/segments/segment.h"

namespace dateline::answers {

// Kind and event type, as numbers.
using FactType = std::pair<int, int>;

// The types of some facts of a segment.
class FactTypes {
 public:
  FactTypes(const segments::Segment& segment, const segments::DocSet& facts);
  FactType TypeOf(segments::Doc doc) const { return {kinds_[doc], event_types_[doc]}; }

 private:
  std::vector<int> kinds_;
  std::vector<int> event_types_;
};

// The most first, then by their numbers.
std::vector<v1::FactTypeCount> InOrder(const std::map<FactType, int64_t>& counts);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_FACT_TYPE_COUNTS_H_
