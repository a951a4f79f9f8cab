// What an article says of who its persons are.
#ifndef DATELINE_INGEST_SERVICE_RESOLUTION_EVIDENCE_H_
#define DATELINE_INGEST_SERVICE_RESOLUTION_EVIDENCE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/entity.pb.h"
#include "dateline/v1/fact.pb.h"
#include "ingest_service/resolution/registry.h"

namespace dateline::resolution {

// One piece for each person that is known outside the article, or could be: by a full name, or by one word with a
// country and an office. `entities` and `facts` are those of `article`.
std::vector<PersonEvidence> EvidenceOf(const v1::Article& article, absl::Span<const v1::Entity> entities,
                                       absl::Span<const v1::Fact> facts);

// A title as titles are compared: its folded words without "of" and the like, sorted. "foreign minister" of "Minister
// for Foreign Affairs".
std::string OfficeKey(absl::string_view normalized_title);

}  // namespace dateline::resolution

#endif  // DATELINE_INGEST_SERVICE_RESOLUTION_EVIDENCE_H_
