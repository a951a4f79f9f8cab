// Snippets of a hit beside the texts of its fact.
#ifndef DATELINE_TESTS_DIFFERENTIAL_SNIPPET_CHECKS_H_
#define DATELINE_TESTS_DIFFERENTIAL_SNIPPET_CHECKS_H_

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "dateline/v1/fact_search.pb.h"
#include "gtest/gtest.h"
#include "platform/unicode/fold.h"
#include "tests/index_model/text_query.h"

namespace dateline::testing {

// Every word of the text is one of those wanted.
inline void CheckHighlight(const std::string& text, const std::vector<const TextQuery*>& wanted) {
  const std::vector<std::string> words = unicode::FoldedWords(text);
  EXPECT_FALSE(words.empty()) << text;
  for (const std::string& word : words) {
    EXPECT_TRUE(std::any_of(wanted.begin(), wanted.end(), [&](const TextQuery* query) {
      return query->kind == TextQuery::Kind::kPrefix
                 ? absl::StartsWith(word, query->words.front())
                 : std::find(query->words.begin(), query->words.end(), word) != query->words.end();
    })) << text;
  }
}

// Each snippet stands in a text of the fact, and its highlights, one after the other, are words that are wanted.
inline void CheckSnippets(const v1::FactHit& hit, const ModelFact& fact, const TextQuery& query) {
  std::vector<const TextQuery*> wanted;
  query.AddWanted(wanted);
  EXPECT_GT(hit.snippets_size(), 0);
  for (const v1::Snippet& snippet : hit.snippets()) {
    EXPECT_TRUE(std::any_of(fact.texts.begin(), fact.texts.end(), [&](const ModelText& text) {
      return text.field == snippet.field() && absl::StrContains(text.text, snippet.text());
    })) << snippet.ShortDebugString();
    EXPECT_GT(snippet.highlights_size(), 0);
    int end = 0;
    for (const v1::Highlight& highlight : snippet.highlights()) {
      ASSERT_TRUE(end <= highlight.begin_byte() && highlight.begin_byte() < highlight.end_byte() &&
                  static_cast<size_t>(highlight.end_byte()) <= snippet.text().size());
      end = highlight.end_byte();
      CheckHighlight(snippet.text().substr(highlight.begin_byte(), end - highlight.begin_byte()), wanted);
    }
  }
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DIFFERENTIAL_SNIPPET_CHECKS_H_
