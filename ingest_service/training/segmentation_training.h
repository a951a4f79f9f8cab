// Treebanks -> where words and sentences end.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_SEGMENTATION_TRAINING_H_
#define DATELINE_INGEST_SERVICE_TRAINING_SEGMENTATION_TRAINING_H_

#include <vector>

#include "ingest_service/language/model/model_file.h"
#include "ingest_service/training/raw_text.h"

namespace dateline::training {

// Adds the sections `segmentation/tokens` and `segmentation/sentences`.
void TrainSegmentation(const std::vector<RawParagraph>& paragraphs, language::ModelFileBuilder& model);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_SEGMENTATION_TRAINING_H_
