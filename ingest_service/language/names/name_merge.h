// The rules' candidates and the recognizer's spans of one sentence -> one list of candidates.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_MERGE_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_MERGE_H_

#include <vector>

#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/names/marked_token.h"
#include "ingest_service/language/names/name_label.h"
#include "ingest_service/language/names/name_rules.h"

namespace dateline::language {

// The recognizer decides what is a name; the rules add what follows from the words themselves: nationalities,
// countries, whole names of organizations, persons after titles. The result is in order, disjoint. REQUIRES: `rules`
// (in document tokens) and `spans` (in sentence positions) are each in order and disjoint.
std::vector<CandidateName> MergeCandidates(absl::Span<const MarkedToken> tokens, const Sentence& sentence,
                                           std::vector<CandidateName> rules, absl::Span<const LabeledSpan> spans);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_MERGE_H_
