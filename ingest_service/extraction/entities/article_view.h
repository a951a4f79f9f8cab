// A document and its analysis with the look-ups that reading it for entities needs.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ARTICLE_VIEW_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ARTICLE_VIEW_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::extraction {

// Refers to document and analysis, which must outlive it. Token arguments are indices into Analysis::tokens.
class ArticleView {
 public:
  // O(tokens).
  ArticleView(const text::Document& document, const language::Analysis& analysis);

  const text::Document& document() const { return document_; }
  const language::Analysis& analysis() const { return analysis_; }
  int size() const { return static_cast<int>(analysis_.tokens.size()); }
  const language::Token& token(int t) const { return analysis_.tokens[t]; }
  language::PartOfSpeech pos(int t) const { return token(t).part_of_speech; }

  absl::string_view word(int t) const { return text::Slice(document_.text, token(t).span); }
  absl::string_view folded(int t) const { return folded_[t]; }
  // The folded lemma; of a token without one, the folded word without a plural ending.
  absl::string_view lemma(int t) const { return lemmas_[t]; }
  bool IsPlural(int t) const;
  bool IsCapitalized(int t) const;

  // Index into Analysis::names of the name that covers `t`; -1: none.
  int name_at(int t) const { return name_at_[t]; }
  // Index into Analysis::sentences.
  int sentence_of(int t) const { return sentence_of_[t]; }
  int sentence_begin(int t) const { return analysis_.sentences[sentence_of(t)].begin_token; }
  int sentence_end(int t) const { return analysis_.sentences[sentence_of(t)].end_token; }
  bool same_sentence(int a, int b) const;
  // Whether the sentence of `t` has a tree.
  bool has_tree(int t) const { return has_tree_[sentence_of(t)]; }

  // The bytes from the first to the last of tokens [begin, end). REQUIRES: begin < end.
  text::Span SpanOf(int begin, int end) const;
  absl::string_view TextOf(int begin, int end) const { return text::Slice(document_.text, SpanOf(begin, end)); }

 private:
  void FoldTokens();
  void IndexSentences();

  const text::Document& document_;
  const language::Analysis& analysis_;
  std::vector<std::string> folded_;
  std::vector<std::string> lemmas_;
  std::vector<int> name_at_;
  std::vector<int> sentence_of_;
  std::vector<bool> has_tree_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ARTICLE_VIEW_H_
