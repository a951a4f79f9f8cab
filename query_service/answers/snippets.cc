#include "query_service/answers/snippets.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "platform/unicode/fold.h"
#include "query_service/segments/fact_document.h"

namespace dateline::answers {
namespace {

constexpr size_t kMaxSnippets = 8;
constexpr size_t kMaxBytes = 300;
// Of a long text so much is shown before the first word, if it can be.
constexpr size_t kBytesBefore = 100;

struct Word {
  std::string folded;
  size_t begin_byte;
  size_t end_byte;
  bool is_wanted = false;
};

std::vector<Word> WordsOf(absl::string_view text) {
  std::vector<Word> words;
  unicode::ForEachWord(text, [&words](absl::string_view folded, size_t begin, size_t end) {
    words.push_back({std::string(folded), begin, end});
  });
  return words;
}

// Marks the words that `query` finds.
void Mark(const SearchQuery& query, std::vector<Word>& words) {
  const size_t length = std::max<size_t>(1, query.words.size());
  for (size_t i = 0; i + length <= words.size(); ++i) {
    if (query.kind == SearchQuery::Kind::kPrefix) {
      if (absl::StartsWith(words[i].folded, query.words.front())) words[i].is_wanted = true;
      continue;
    }
    const bool stands_here =
        std::equal(query.words.begin(), query.words.end(), words.begin() + static_cast<std::ptrdiff_t>(i),
                   [](const std::string& wanted, const Word& word) { return wanted == word.folded; });
    for (size_t j = i; stands_here && j < i + length; ++j) words[j].is_wanted = true;
  }
}

// The part of the text that is shown. REQUIRES: words[first] is wanted.
struct Window {
  size_t begin_byte;
  size_t end_byte;
};
Window WindowOf(absl::string_view text, const std::vector<Word>& words, size_t first) {
  if (text.size() <= kMaxBytes) return {0, text.size()};
  size_t from = first;
  while (from > 0 && words[first].begin_byte - words[from - 1].begin_byte <= kBytesBefore &&
         words[first].end_byte - words[from - 1].begin_byte <= kMaxBytes) {
    --from;
  }
  Window window = {words[from].begin_byte, words[from].begin_byte};
  for (size_t i = from; i < words.size() && words[i].end_byte - window.begin_byte <= kMaxBytes; ++i) {
    window.end_byte = words[i].end_byte;
  }
  if (text.size() - window.begin_byte <= kMaxBytes) window.end_byte = text.size();
  if (window.end_byte > window.begin_byte) return window;
  // One word is longer than what is shown: it is cut between two characters.
  window.end_byte = window.begin_byte + kMaxBytes;
  while ((text[window.end_byte] & 0xC0) == 0x80) --window.end_byte;
  return window;
}

std::optional<v1::Snippet> SnippetOf(v1::SearchField field, absl::string_view text,
                                     const std::vector<const SearchQuery*>& wanted) {
  std::vector<Word> words = WordsOf(text);
  for (const SearchQuery* query : wanted) Mark(*query, words);
  const auto first = std::find_if(words.begin(), words.end(), [](const Word& word) { return word.is_wanted; });
  if (first == words.end()) return std::nullopt;
  const Window window = WindowOf(text, words, static_cast<size_t>(first - words.begin()));
  v1::Snippet snippet;
  snippet.set_field(field);
  snippet.set_text(std::string(text.substr(window.begin_byte, window.end_byte - window.begin_byte)));
  size_t end = window.begin_byte;
  for (auto word = first; word != words.end() && word->begin_byte < window.end_byte; ++word) {
    if (!word->is_wanted || word->begin_byte < end) continue;
    end = std::min(word->end_byte, window.end_byte);
    v1::Highlight* highlight = snippet.add_highlights();
    highlight->set_begin_byte(static_cast<int32_t>(word->begin_byte - window.begin_byte));
    highlight->set_end_byte(static_cast<int32_t>(end - window.begin_byte));
  }
  return snippet;
}

}  // namespace

std::vector<v1::Snippet> SnippetsOf(const v1::Fact& fact, const SearchQuery& query) {
  const std::vector<const SearchQuery*> wanted = query.Wanted();
  std::vector<v1::Snippet> snippets;
  const auto add = [&](v1::SearchField field, absl::string_view text) {
    if (snippets.size() == kMaxSnippets) return;
    std::optional<v1::Snippet> snippet = SnippetOf(field, text, wanted);
    if (snippet.has_value()) snippets.push_back(*std::move(snippet));
  };
  add(v1::SEARCH_FIELD_EVIDENCE, segments::SearchedText(fact.evidence()));
  add(v1::SEARCH_FIELD_THEME, segments::SearchedText(fact.theme()));
  for (const v1::Participant& participant : fact.participants()) {
    add(v1::SEARCH_FIELD_PARTICIPANT, participant.display_name());
  }
  add(v1::SEARCH_FIELD_PLACE, fact.place().display_name());
  add(v1::SEARCH_FIELD_SPEAKER, fact.attribution().speaker().display_name());
  return snippets;
}

}  // namespace dateline::answers
