// What several articles say in answer to one question. No method of the service asks for it yet.
#ifndef DATELINE_QUERY_SERVICE_CLAIMS_CLAIM_H_
#define DATELINE_QUERY_SERVICE_CLAIMS_CLAIM_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "query_service/claims/assertion.h"
#include "query_service/claims/origins.h"

namespace dateline::claims {

// A fact and who vouches for it.
struct Testimony {
  std::string fact;     // resource name
  std::string article;  // resource name
  Assertion assertion;
  ArticleOrigin origin;
};

// Testimonies that say the same.
struct Version {
  // Indexes into the testimonies; by article and fact, but the one that was asked about first.
  std::vector<int> testimonies;
  // Of the article of each, the number of its origin: 0, 1, ... in their order.
  std::vector<int> origins;
  // How many origins their articles have: copies, and what one publisher or agency says, count once.
  int independent_sources = 0;
};

// The version of testimonies[0] (it and those that confirm it), and those that contradict it, grouped by which of them
// confirm each other. The best supported first: by independent sources, then testimonies, then the version of
// testimonies[0], then names. A function of testimonies[0] and the set of the others: their order does not count. Other
// facts of the article of testimonies[0] count neither way. REQUIRES: testimonies are not empty, and no fact is in them
// twice.
std::vector<Version> VersionsOf(absl::Span<const Testimony> testimonies);

}  // namespace dateline::claims

#endif  // DATELINE_QUERY_SERVICE_CLAIMS_CLAIM_H_
