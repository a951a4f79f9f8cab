// What becomes of an article's facts when it says other things than before.
#ifndef DATELINE_INGEST_SERVICE_FACTS_FACT_CHANGES_H_
#define DATELINE_INGEST_SERVICE_FACTS_FACT_CHANGES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::facts {

// The changes that lead from `before` to `after`: one for each fact of `after`, in its order, then the retracted ones
// in the order of `before`. Deterministic. REQUIRES: names are unique within each.
//
//   Of one name: CONFIRMED if all that they say is the same, else SUPERSEDED.
//   Of other names: SUPERSEDED if kind and type (of a quantity: metric) are the same and at least half of the words of
//   their evidence are; the nearest pairs first, counting shared participants and triggers. Where more than
//   `kMaxUnmatched` facts of either side have no namesake, none are paired.
//   The others: ADDED and RETRACTED.
std::vector<v1::FactChange> ChangesBetween(absl::Span<const v1::Fact> before, absl::Span<const v1::Fact> after);

inline constexpr int kMaxUnmatched = 300;

// The share of words that two texts have in common, from 0 to 1: the Dice coefficient of their bags of words.
double WordOverlap(absl::string_view one, absl::string_view other);

}  // namespace dateline::facts

#endif  // DATELINE_INGEST_SERVICE_FACTS_FACT_CHANGES_H_
