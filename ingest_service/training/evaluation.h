// How well a model does on a treebank.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_EVALUATION_H_
#define DATELINE_INGEST_SERVICE_TRAINING_EVALUATION_H_

#include <vector>

#include "ingest_service/language/annotator.h"
#include "ingest_service/language/segmentation/segmenter.h"
#include "ingest_service/language/tagging/verb_forms.h"
#include "ingest_service/training/raw_text.h"
#include "ingest_service/training/treebank.h"

namespace dateline::training {

// Percentages of words, on gold tokens. LAS compares relations with their subtypes.
struct AnnotationScores {
  double part_of_speech = 0;
  double treebank_tag = 0;
  double features = 0;
  double lemma = 0;
  double unlabeled_attachment = 0;
  double labeled_attachment = 0;
  int words = 0;
};

// Of the lemmas as `verbs` corrects them.
AnnotationScores ScoreAnnotations(const language::Annotator& annotator, const language::VerbForms& verbs,
                                  const std::vector<TreebankSentence>& sentences);

// F1 in percent of spans found in running text, a block a paragraph.
struct SegmentationScores {
  double words = 0;
  double sentences = 0;
};

SegmentationScores ScoreSegmentation(const language::Segmenter& segmenter, const std::vector<RawParagraph>& paragraphs);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_EVALUATION_H_
