// Marked tokens of a short text, for tests of the stages behind the gazetteer.
#ifndef DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_NAMES_MARKED_TEXT_H_
#define DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_NAMES_MARKED_TEXT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "ingest_service/language/names/gazetteer.h"
#include "ingest_service/language/names/marked_token.h"
#include "tests/ingest_service/language/names/simple_tokenizer.h"
#include "tests/testing/directories.h"

namespace dateline::language {

inline const Gazetteer& TestGazetteer() {
  static const Gazetteer* const gazetteer = [] {
    auto created = Gazetteer::Create(DATELINE_DATA_DIRECTORY);
    if (!created.ok()) ADD_FAILURE() << created.status();
    return created.ok() ? created->release() : nullptr;
  }();
  return *gazetteer;
}

// One sentence a line.
struct MarkedText {
  explicit MarkedText(absl::string_view text)
      : simple(Tokenize(text)), tokens(MarkTokens(TestGazetteer(), simple.document, simple.tokens, simple.sentences)) {}

  std::string Words(int begin_token, int end_token) const {
    return simple.document.text.substr(
        simple.tokens[begin_token].span.begin_byte,
        simple.tokens[end_token - 1].span.end_byte - simple.tokens[begin_token].span.begin_byte);
  }
  std::string Words(const Name& name) const { return Words(name.begin_token, name.end_token); }

  SimpleText simple;
  std::vector<MarkedToken> tokens;  // point into `simple`, which a move keeps in place only when its text is long
  MarkedText(const MarkedText&) = delete;
  MarkedText& operator=(const MarkedText&) = delete;
};

}  // namespace dateline::language

#endif  // DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_NAMES_MARKED_TEXT_H_
