// Treebanks -> the rules by which words become lemmas.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_LEMMA_TRAINING_H_
#define DATELINE_INGEST_SERVICE_TRAINING_LEMMA_TRAINING_H_

#include <string>
#include <vector>

#include "ingest_service/training/treebank.h"

namespace dateline::training {

// The section `tagging/lemmas`: for each ending and tags the rule that most words with it follow, and for each word
// that its ending would mislead a rule of its own.
std::string TrainLemmas(const std::vector<TreebankSentence>& sentences);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_LEMMA_TRAINING_H_
