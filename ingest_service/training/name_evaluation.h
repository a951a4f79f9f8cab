// How well names are found in annotated documents.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_NAME_EVALUATION_H_
#define DATELINE_INGEST_SERVICE_TRAINING_NAME_EVALUATION_H_

#include "absl/types/span.h"
#include "ingest_service/language/names/name_finder.h"
#include "ingest_service/training/name_corpus.h"

namespace dateline::training {

struct NameCounts {
  int right = 0;   // same words, same type
  int extra = 0;   // found, not annotated
  int missed = 0;  // annotated, not found

  // In percent; 0 of nothing.
  double Precision() const;
  double Recall() const;
  double F1() const;
};

// Countries and places are locations; nationalities, which annotators leave out, are not names.
NameCounts CountNames(const language::NameFinder& finder, absl::Span<const NamedDocument> documents);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_NAME_EVALUATION_H_
