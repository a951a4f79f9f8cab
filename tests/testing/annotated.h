// Hand-made analyses: one line of annotated words a sentence.
#ifndef DATELINE_TESTS_TESTING_ANNOTATED_H_
#define DATELINE_TESTS_TESTING_ANNOTATED_H_

#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::testing {

// A document with its analysis. Each line is a block and a sentence of words "form/TAG" with a Penn tag, whose
// universal part of speech follows from it; "[PERSON Ash/NNP Carter/NNP ]" marks a name, "[COUNTRY:TR Turkey/NNP ]" one
// with its country. No trees, no lemmas.
struct Annotated {
  text::Document document;
  language::Analysis analysis;

  explicit Annotated(std::initializer_list<absl::string_view> lines);
  // The index of the `nth` token (from 1) that reads `word`; -1: none.
  int TokenOf(absl::string_view word, int nth = 1) const;

 private:
  void AddLine(absl::string_view line);
  void AddWord(absl::string_view form, absl::string_view tag);
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_ANNOTATED_H_
