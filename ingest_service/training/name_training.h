// Corpora of annotated names -> the section of the model from which names are recognized.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_NAME_TRAINING_H_
#define DATELINE_INGEST_SERVICE_TRAINING_NAME_TRAINING_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ingest_service/language/names/gazetteer.h"
#include "ingest_service/training/name_corpus.h"
#include "ingest_service/training/name_trainer.h"

namespace dateline::training {

// Whose conventions a corpus follows. What all corpora agree on is learnt from all; where they differ, the shipped
// model follows Universal NER (feature augmentation, Daumé 2007).
enum class NameConvention { kUniversalNer, kOther };

struct NameCorpus {
  std::string path;  // below the folder of the corpora
  NameFormat format;
  NameConvention convention;
  float weight;  // how much one of its sentences counts
};

// The corpora that the shipped model learns from; train parts only.
absl::Span<const NameCorpus> NameCorpora();

// Reads the corpora below `folder` and trains; the bytes of `names/recognizer`. Deterministic. Errors as
// ReadNamedDocuments. `after_epoch` hears of the progress.
absl::StatusOr<std::string> TrainNameSection(const std::string& folder, const language::Gazetteer& gazetteer,
                                             const NameTrainingOptions& options,
                                             const std::function<void(int epoch, double loss)>& after_epoch);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_NAME_TRAINING_H_
