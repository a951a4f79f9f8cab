#include "query_service/answers/word_matches.h"

#include <algorithm>
#include <optional>

#include "query_service/segments/fact_term.h"
#include "query_service/segments/word_code.h"

namespace dateline::answers {
namespace {

using Kind = SearchQuery::Kind;
using segments::Doc;
using segments::DocSet;
using segments::FactField;
using segments::Segment;
using segments::TermKey;

// The terms of the words; empty: the segment lacks one of them.
std::vector<uint32_t> TermsOf(const std::vector<std::string>& words, const Segment& segment) {
  std::vector<uint32_t> terms;
  for (const std::string& word : words) {
    const std::optional<uint32_t> term = segment.FindTerm(TermKey(FactField::kWord, word));
    if (!term.has_value()) return {};
    terms.push_back(*term);
  }
  return terms;
}

// How often the phrase, the numbers of its words, stands in the texts.
int CountPhrase(const std::vector<uint32_t>& phrase, absl::string_view texts) {
  thread_local std::vector<uint32_t> words;
  words.clear();
  while (!texts.empty()) words.push_back(segments::TakeWordNumber(texts));
  int count = 0;
  for (auto at = words.begin(); (at = std::search(at, words.end(), phrase.begin(), phrase.end())) != words.end();
       ++at) {
    ++count;
  }
  return count;
}

// How often the code of a number stands in the texts: it begins behind the end of another one.
int CountCode(const std::string& code, absl::string_view texts) {
  const auto ends = [&](size_t at) { return at == 0 || (texts[at - 1] & 0x80) == 0; };
  int count = 0;
  if (code.size() == 1) {
    for (size_t at = 0; at < texts.size(); ++at) count += texts[at] == code[0] && ends(at) ? 1 : 0;
    return count;
  }
  for (size_t at = texts.find(code); at != absl::string_view::npos; at = texts.find(code, at + code.size())) {
    count += ends(at) ? 1 : 0;
  }
  return count;
}

void KeepPhrase(const std::vector<std::string>& words, const Segment& segment, DocSet& facts) {
  const std::vector<uint32_t> terms = TermsOf(words, segment);
  if (terms.empty()) return facts.ClearFrom(0);
  std::vector<uint32_t> phrase;
  for (const uint32_t term : terms) {
    segment.Docs(term).AndInto(facts);
    phrase.push_back(segment.WordNumber(term));
  }
  facts.ForEach([&](Doc doc) {
    if (CountPhrase(phrase, segment.Texts(doc)) == 0) facts.Clear(doc);
  });
}

void KeepPrefix(const std::string& prefix, const Segment& segment, DocSet& facts) {
  const auto [begin, end] = segment.TermsWithPrefix(TermKey(FactField::kWord, prefix));
  DocSet either(segment.fact_count());
  for (uint32_t term = begin; term < end; ++term) segment.Docs(term).OrInto(either);
  facts.And(either);
}

void KeepAll(const std::vector<SearchQuery>& parts, const Segment& segment, DocSet& facts) {
  for (const SearchQuery& part : parts) {
    if (part.kind != Kind::kNot) KeepMatches(part, segment, facts);
  }
  for (const SearchQuery& part : parts) {
    if (part.kind != Kind::kNot) continue;
    DocSet excluded = facts;
    KeepMatches(part.parts.front(), segment, excluded);
    facts.AndNot(excluded);
  }
}

}  // namespace

void KeepMatches(const SearchQuery& query, const Segment& segment, DocSet& facts) {
  switch (query.kind) {
    case Kind::kWord: {
      const std::vector<uint32_t> terms = TermsOf(query.words, segment);
      return terms.empty() ? facts.ClearFrom(0) : segment.Docs(terms.front()).AndInto(facts);
    }
    case Kind::kPhrase:
      return KeepPhrase(query.words, segment, facts);
    case Kind::kPrefix:
      return KeepPrefix(query.words.front(), segment, facts);
    case Kind::kAll:
      return KeepAll(query.parts, segment, facts);
    case Kind::kAny: {
      DocSet either(segment.fact_count());
      for (const SearchQuery& part : query.parts) {
        DocSet matches = facts;
        KeepMatches(part, segment, matches);
        either.Or(matches);
      }
      facts = either;
      return;
    }
    case Kind::kNot:
      return;  // KeepAll sees to it
  }
}

WordMatches::WordMatches(const SearchQuery& word, const Segment& segment)
    : segment_(segment), kind_(word.kind), facts_(segment.fact_count()), more_(segment.fact_count()) {
  if (kind_ == Kind::kPrefix) {
    const auto [begin, end] = segment.TermsWithPrefix(TermKey(FactField::kWord, word.words.front()));
    for (uint32_t term = begin; term < end; ++term) {
      segment.Docs(term).OrInto(facts_);
      numbers_.push_back(segment.WordNumber(term));
    }
    std::sort(numbers_.begin(), numbers_.end());
    return;
  }
  const std::vector<uint32_t> terms = TermsOf(word.words, segment);
  if (terms.empty()) return;
  facts_.SetBelow(segment.fact_count());
  for (const uint32_t term : terms) {
    segment.Docs(term).AndInto(facts_);
    numbers_.push_back(segment.WordNumber(term));
  }
  if (kind_ != Kind::kWord) return;
  segment.DocsWithMore(terms.front()).OrInto(more_);
  segments::AppendWordNumber(numbers_.front(), code_);
}

size_t WordMatches::CountIn(const DocSet& facts) const {
  DocSet both = facts;
  both.And(facts_);
  if (kind_ != Kind::kPhrase) return both.Count();
  size_t count = 0;
  both.ForEach([&](Doc doc) { count += CountPhrase(numbers_, segment_.Texts(doc)) > 0 ? 1 : 0; });
  return count;
}

int WordMatches::Occurrences(Doc doc) const {
  if (!facts_.Test(doc)) return 0;
  if (kind_ == Kind::kWord && !more_.Test(doc)) return 1;
  return CountInTexts(doc);
}

int WordMatches::CountInTexts(Doc doc) const {
  absl::string_view texts = segment_.Texts(doc);
  if (kind_ == Kind::kPhrase) return CountPhrase(numbers_, texts);
  if (kind_ == Kind::kWord) return CountCode(code_, texts);
  int count = 0;
  while (!texts.empty()) {
    const uint32_t number = segments::TakeWordNumber(texts);
    count += std::binary_search(numbers_.begin(), numbers_.end(), number) ? 1 : 0;
  }
  return count;
}

}  // namespace dateline::answers
