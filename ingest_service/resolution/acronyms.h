// Who is who across articles: what acronyms stand for.
#ifndef DATELINE_INGEST_SERVICE_RESOLUTION_ACRONYMS_H_
#define DATELINE_INGEST_SERVICE_RESOLUTION_ACRONYMS_H_

#include <string>
#include <tuple>
#include <vector>

#include "absl/types/span.h"
#include "dateline/v1/entity.pb.h"
#include "ingest_service/resolution/registry.h"

namespace dateline::resolution {

// That an article calls an organization by an acronym.
struct AcronymEvidence {
  std::string acronym;       // folded: "mwb"
  std::string entity;        // resource name
  std::string country_code;  // ISO 3166-1 alpha-2; empty: unknown
  bool is_defined = false;   // the article gives the full name too

  friend bool operator<(const AcronymEvidence& left, const AcronymEvidence& right) { return left.Key() < right.Key(); }
  friend bool operator==(const AcronymEvidence& left, const AcronymEvidence& right) {
    return left.Key() == right.Key();
  }

 private:
  std::tuple<const std::string&, const std::string&, const std::string&, bool> Key() const {
    return {acronym, entity, country_code, is_defined};
  }
};

// Each piece once. `entities` are those of one article. "BBC" is no acronym of "BBC Persian", where it is a word.
std::vector<AcronymEvidence> AcronymsOf(absl::Span<const v1::Entity> entities);

// An organization that articles call by an acronym only is the only one for which others define it: of those of its own
// country, else of those where one of the two countries is unknown. Whenever there are several it stays apart. A
// function of the set, as FindMerges; more evidence may add merges and undo them.
Merges FindAcronymMerges(absl::Span<const AcronymEvidence> evidence);

}  // namespace dateline::resolution

#endif  // DATELINE_INGEST_SERVICE_RESOLUTION_ACRONYMS_H_
