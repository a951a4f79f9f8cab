// What fuzzers feed with bytes. Each target aborts with a message when something that must hold does not; bytes that
// are no valid input are refused by the code under test, which is an answer too.
#ifndef DATELINE_TESTS_FUZZ_TARGETS_H_
#define DATELINE_TESTS_FUZZ_TARGETS_H_

#include "absl/strings/string_view.h"

namespace dateline::fuzz {

// The bytes are an article's body: every fact that the pipeline finds keeps its invariants.
void ReadArticle(absl::string_view bytes);

// The bytes say where a section of the shipped language model is overwritten, and with what. The file's checksums are
// right, so that only what loaders check stands between the bytes and the analysis of a sentence.
void LoadModel(absl::string_view bytes);

}  // namespace dateline::fuzz

#endif  // DATELINE_TESTS_FUZZ_TARGETS_H_
