// Whether a sentence speaks of what was or what will be.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TENSE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TENSE_H_

#include <vector>

#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::extraction {

enum class Tense { kUnknown, kPast, kPresent, kFuture };

// The tenses of one sentence. Refers to the analysis and document it was made from. Made in time linear in the
// sentence; each question reads a bounded number of tokens.
class SentenceTenses {
 public:
  SentenceTenses(const text::Document& document, const language::Analysis& analysis,
                 const language::Sentence& sentence);

  // The tense of the verb that governs `token`: by the tree where there is one, else of the nearest verb.
  Tense At(int token) const;

 private:
  // What the function words of a verb say about it.
  struct Signs {
    bool will = false, to = false, have = false, past_auxiliary = false, present_auxiliary = false, copula = false;
  };

  void ReadSigns(int token);
  Tense OfPredicate(int token) const;
  bool IsAhead(int token) const;
  Tense ByTree(int token) const;
  Tense ByNeighbours(int token) const;

  const text::Document& document_;
  const language::Analysis& analysis_;
  const language::Sentence& sentence_;
  std::vector<Signs> signs_;  // by token of the sentence
  bool has_tree_ = false;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TENSE_H_
