// Treebanks as running text, with the spans that segmentation should find.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_RAW_TEXT_H_
#define DATELINE_INGEST_SERVICE_TRAINING_RAW_TEXT_H_

#include <string>
#include <vector>

#include "ingest_service/text/span.h"
#include "ingest_service/training/treebank.h"

namespace dateline::training {

// A paragraph as it was written.
struct RawParagraph {
  std::string text;
  std::vector<text::Span> words;
  std::vector<int> sentence_lengths;  // in words
};

// The sentences' words, joined as the treebank says; paragraphs begin where it says so.
std::vector<RawParagraph> JoinParagraphs(const std::vector<TreebankSentence>& sentences);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_RAW_TEXT_H_
