// A search for words as a tree, and how a caller would write it.
#ifndef DATELINE_TESTS_INDEX_MODEL_TEXT_QUERY_H_
#define DATELINE_TESTS_INDEX_MODEL_TEXT_QUERY_H_

#include <random>
#include <string>
#include <vector>

#include "tests/index_model/model_state.h"

namespace dateline::testing {

struct TextQuery {
  enum class Kind { kWord, kPrefix, kPhrase, kAll, kAny, kNot };
  Kind kind;
  std::vector<std::string> words = {};  // of the first three, folded; one but for a phrase
  std::vector<TextQuery> parts = {};    // of the last three; one of kNot, which stands within kAll beside what is not

  bool Matches(const ModelFact& fact) const;
  // The words that a found fact may have highlighted: those that are not excluded.
  void AddWanted(std::vector<const TextQuery*>& wanted) const;
};

// `query` in one of the ways in which it can be written.
std::string Write(const TextQuery& query, std::mt19937& random);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_INDEX_MODEL_TEXT_QUERY_H_
