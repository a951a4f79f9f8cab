// What was learnt -> the sections of the model file.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_MODEL_EXPORT_H_
#define DATELINE_INGEST_SERVICE_TRAINING_MODEL_EXPORT_H_

#include "ingest_service/language/model/model_file.h"
#include "ingest_service/training/dataset.h"
#include "ingest_service/training/network.h"

namespace dateline::training {

// Adds the sections of encoding, tagging and parsing (but `tagging/lemmas`). Embeddings become bytes with a scale a
// row.
void AddNetworkSections(const Dataset& dataset, const NetworkShape& shape, const NetworkWeights& weights,
                        language::ModelFileBuilder& model);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_MODEL_EXPORT_H_
