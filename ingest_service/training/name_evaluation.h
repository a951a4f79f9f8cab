// How well names are found in text that annotators marked (Universal NER, IOB2).
#ifndef DATELINE_INGEST_SERVICE_TRAINING_NAME_EVALUATION_H_
#define DATELINE_INGEST_SERVICE_TRAINING_NAME_EVALUATION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/annotator.h"
#include "ingest_service/language/names/name_finder.h"

namespace dateline::training {

struct MarkedSentence {
  std::vector<std::string> words;
  std::vector<std::string> tags;  // "B-PER", "I-PER", "O"; one a word
  bool begins_document = false;
};

// INVALID_ARGUMENT names the line that is not IOB2 in columns.
absl::StatusOr<std::vector<MarkedSentence>> ParseMarkedNames(absl::string_view text);

// F1 in percent of persons, organizations and locations on gold words: same words, same type. Countries and places are
// locations; nationalities, which the annotators left out, are not names.
double ScoreNames(const language::Annotator& annotator, const language::NameFinder& names,
                  const std::vector<MarkedSentence>& sentences);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_NAME_EVALUATION_H_
