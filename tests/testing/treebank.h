// Hand-made trees: one line a word, one block of lines a sentence.
#ifndef DATELINE_TESTS_TESTING_TREEBANK_H_
#define DATELINE_TESTS_TESTING_TREEBANK_H_

#include "absl/strings/string_view.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::testing {

// A document with its trees, from lines `FORM LEMMA POS TAG HEAD RELATION [ENTITY]`: HEAD is the number of the head in
// the sentence, from 1, and 0 for the root; a blank line ends a sentence. ENTITY, on the head of a mention, is
// `TYPE:NAME` ("PERSON:Son", "COUNTRY:VN", "PERSON:Son+Maris" for a collective); equal ones are one entity.
struct Treebank {
  text::Document document;
  language::Analysis analysis;
  extraction::Entities entities;

  explicit Treebank(absl::string_view lines);
  // The index of the `nth` token (from 1) that reads `form`; -1: none.
  int TokenOf(absl::string_view form, int nth = 1) const;
  absl::string_view TextOf(text::Span span) const { return text::Slice(document.text, span); }

 private:
  void AddWord(absl::string_view line, int sentence_begin);
  void AddMention(absl::string_view entity, int token);
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_TREEBANK_H_
