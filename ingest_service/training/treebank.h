// Treebanks in CoNLL-U (universaldependencies.org/format), as training and evaluation read them.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_TREEBANK_H_
#define DATELINE_INGEST_SERVICE_TRAINING_TREEBANK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/analysis.h"

namespace dateline::training {

// A syntactic word as annotators saw it.
struct TreebankWord {
  std::string form;
  std::string lemma;
  std::string treebank_tag;
  std::string features;
  language::PartOfSpeech part_of_speech = language::PartOfSpeech::kX;
  language::Relation relation = language::Relation::kDep;
  int head = 0;               // 0: root; i: the sentence's i-th word, from 1
  bool space_after = true;    // after the surface token that this word ends; false inside a token
  bool inside_token = false;  // the next word belongs to the same surface token ("do" of "don't")
  bool typo = false;          // its form is not what the surface says, so it cannot be found in the text
};

struct TreebankSentence {
  std::vector<TreebankWord> words;
  bool begins_paragraph = false;
};

// INVALID_ARGUMENT names the line that is not CoNLL-U. Empty nodes (ellipsis) are left out. Relations that the enum
// lacks become their universal relation.
absl::StatusOr<std::vector<TreebankSentence>> ParseConllu(absl::string_view text);

// NOT_FOUND: no such file.
absl::StatusOr<std::vector<TreebankSentence>> ReadTreebank(const std::string& path);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_TREEBANK_H_
