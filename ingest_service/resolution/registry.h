// Who is who across articles: which persons turn out to be others.
#ifndef DATELINE_INGEST_SERVICE_RESOLUTION_REGISTRY_H_
#define DATELINE_INGEST_SERVICE_RESOLUTION_REGISTRY_H_

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/types/span.h"

namespace dateline::resolution {

// That a person held an office when an article was published.
struct OfficeEvidence {
  std::string office;  // OfficeKey of its title
  int year = 0;        // 0: unknown

  friend bool operator<(const OfficeEvidence& left, const OfficeEvidence& right) {
    return std::tie(left.office, left.year) < std::tie(right.office, right.year);
  }
  friend bool operator==(const OfficeEvidence& left, const OfficeEvidence& right) {
    return std::tie(left.office, left.year) == std::tie(right.office, right.year);
  }
};

// What is known of who a person is: from one article, or from several together.
struct PersonEvidence {
  std::string entity;                   // resource name
  std::string name;                     // folded words with a blank between
  bool is_short = false;                // known by one word: nobody outside its article unless it is merged
  std::string country_code;             // ISO 3166-1 alpha-2; empty: unknown
  std::vector<OfficeEvidence> offices;  // in any order
};

// Resource name of an entity -> that of the entity it stands for, which stands for itself.
using Merges = std::map<std::string, std::string>;

// The merges that follow from the evidence. A function of the set: neither order nor repetition nor how it is cut into
// pieces counts. More evidence may add merges and undo them. REQUIRES: pieces of one entity differ in offices only.
//
//   A person of one word, a country and an office is the only person of a full name that begins or ends with the word,
//   of that country and office.
//   A person of a full name without a country is the only one of that name with a country: of several the only one that
//   shares an office; none while both have offices and share none.
// Else persons stay apart: those of one name whose countries differ, and whenever there is more than one candidate.
// Offices of one title are shared unless they are known to lie more than ten years apart.
Merges FindMerges(absl::Span<const PersonEvidence> evidence);

// The words of a full name by which short forms call the person: the first and the last. REQUIRES: `name` is not empty.
std::vector<std::string> CallingWords(const std::string& name);

}  // namespace dateline::resolution

#endif  // DATELINE_INGEST_SERVICE_RESOLUTION_REGISTRY_H_
