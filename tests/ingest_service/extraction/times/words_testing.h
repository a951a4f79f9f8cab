// Words from a sentence, for the tests of the patterns.
#ifndef DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_TIMES_WORDS_TESTING_H_
#define DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_TIMES_WORDS_TESTING_H_

#include <optional>
#include <string>
#include <vector>

#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/words.h"
#include "tests/testing/plain_analysis.h"

namespace dateline::extraction {

// The words of the first sentence of `text`.
struct SentenceWords {
  explicit SentenceWords(absl::string_view text)
      : document(testing::PlainDocument(text)),
        analysis(testing::PlainAnalysis(document)),
        words(SplitWords(document, analysis, analysis.sentences.at(0))) {}

  // What the words [begin, end) cover; "-" for nullopt.
  std::string Text(const std::optional<Found>& found) const {
    if (!found) return "-";
    return document.text.substr(words[found->begin].span.begin_byte,
                                words[found->end - 1].span.end_byte - words[found->begin].span.begin_byte);
  }

  text::Document document;
  language::Analysis analysis;
  std::vector<Word> words;
};

}  // namespace dateline::extraction

#endif  // DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_TIMES_WORDS_TESTING_H_
