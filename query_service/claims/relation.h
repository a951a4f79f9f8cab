// What two facts of different articles are to each other.
#ifndef DATELINE_QUERY_SERVICE_CLAIMS_RELATION_H_
#define DATELINE_QUERY_SERVICE_CLAIMS_RELATION_H_

#include "query_service/claims/assertion.h"

namespace dateline::claims {

enum class Relation {
  // They are about different things, or too little is known to tell.
  kNone,
  // They say the same thing.
  kConfirms,
  // They answer the same question in different ways: another figure, another day, another holder of the office, or one
  // says what the other denies.
  kContradicts,
};

// Facts about one thing, and articles about it, are no further apart; beyond that only an office goes on.
inline constexpr int kMostDaysApart = 8;

// Symmetric. kNone, unless kind and type are the same, an entity takes part in both, or none that is known outside its
// article in either, and the days on which they hold or were published, as far as they are known, are near; office
// facts of one holder may be far apart.
Relation Compare(const Assertion& one, const Assertion& other);

}  // namespace dateline::claims

#endif  // DATELINE_QUERY_SERVICE_CLAIMS_RELATION_H_
