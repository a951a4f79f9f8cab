#include "ingest_service/extraction/entities/article_view.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "ingest_service/text/fold.h"

namespace dateline::extraction {
namespace {

// "officials" -> "official", "parties" -> "party": enough to look a noun up where no lemma is known.
std::string Singular(absl::string_view word) {
  if (word.size() < 4 || absl::EndsWith(word, "ss")) return std::string(word);
  if (absl::EndsWith(word, "ies")) return std::string(word.substr(0, word.size() - 3)) + "y";
  if (absl::EndsWith(word, "men")) return std::string(word.substr(0, word.size() - 2)) + "an";
  return std::string(absl::StripSuffix(word, "s"));
}

bool IsFolded(absl::string_view text) {
  for (unsigned char c : text) {
    if (c >= 0x80 || absl::ascii_isupper(c)) return false;
  }
  return true;
}

std::string Folded(absl::string_view text) { return IsFolded(text) ? std::string(text) : text::Fold(text); }

}  // namespace

ArticleView::ArticleView(const text::Document& document, const language::Analysis& analysis)
    : document_(document),
      analysis_(analysis),
      name_at_(analysis.tokens.size(), -1),
      sentence_of_(analysis.tokens.size(), 0) {
  FoldTokens();
  IndexSentences();
  for (size_t n = 0; n < analysis.names.size(); ++n) {
    for (int t = analysis.names[n].begin_token; t < analysis.names[n].end_token; ++t) name_at_[t] = static_cast<int>(n);
  }
}

void ArticleView::FoldTokens() {
  folded_.reserve(analysis_.tokens.size());
  lemmas_.reserve(analysis_.tokens.size());
  for (int t = 0; t < size(); ++t) {
    folded_.push_back(Folded(word(t)));
    const std::string& lemma = token(t).lemma;
    const bool known = !lemma.empty() && (lemma != word(t) || !IsPlural(t));
    lemmas_.push_back(known ? Folded(lemma) : Singular(folded_.back()));
  }
}

void ArticleView::IndexSentences() {
  has_tree_.resize(analysis_.sentences.size());
  for (size_t s = 0; s < analysis_.sentences.size(); ++s) {
    const language::Sentence& sentence = analysis_.sentences[s];
    for (int t = sentence.begin_token; t < sentence.end_token; ++t) {
      sentence_of_[t] = static_cast<int>(s);
      if (token(t).head != language::kNoHead) has_tree_[s] = true;
    }
  }
}

bool ArticleView::IsPlural(int t) const {
  const language::Token& word = token(t);
  if (absl::StrContains(word.features, "Number=Plur")) return true;
  if (absl::StrContains(word.features, "Number=Sing")) return false;
  if (!word.treebank_tag.empty()) return word.treebank_tag == "NNS" || word.treebank_tag == "NNPS";
  const absl::string_view text = text::Slice(document_.text, word.span);
  return text.size() > 3 && (absl::EndsWith(text, "men") || (absl::EndsWith(text, "s") && !absl::EndsWith(text, "ss")));
}

bool ArticleView::IsCapitalized(int t) const {
  const absl::string_view text = word(t);
  UChar32 first = 0;
  int32_t next = 0;
  U8_NEXT(text.data(), next, static_cast<int32_t>(text.size()), first);
  return u_isupper(first);
}

bool ArticleView::same_sentence(int a, int b) const {
  return a >= 0 && b >= 0 && a < size() && b < size() && sentence_of_[a] == sentence_of_[b];
}

text::Span ArticleView::SpanOf(int begin, int end) const {
  return {token(begin).span.begin_byte, token(end - 1).span.end_byte};
}

}  // namespace dateline::extraction
