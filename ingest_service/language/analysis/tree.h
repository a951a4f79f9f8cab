// The dependency trees of an analysis, read from the top down.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_TREE_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_TREE_H_

#include <initializer_list>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/span.h"

namespace dateline::language {

// Children, subtrees and simple look-ups over an Analysis, which must outlive it and not change. Built in linear time.
class Tree {
 public:
  explicit Tree(const Analysis& analysis);

  const Analysis& analysis() const { return analysis_; }
  const Token& operator[](int token) const { return analysis_.tokens[token]; }
  int size() const { return static_cast<int>(analysis_.tokens.size()); }

  // Dependents in text order.
  absl::Span<const int> Children(int token) const {
    return absl::MakeConstSpan(children_).subspan(first_child_[token], first_child_[token + 1] - first_child_[token]);
  }
  // The first dependent with one of the relations; -1: none.
  int Child(int token, std::initializer_list<Relation> relations) const;
  // The lemma of the preposition that introduces `token` ("with" of "with Cambodia"); "" if none.
  absl::string_view Preposition(int token) const;
  // True if `ancestor` is `token` or stands above it.
  bool Dominates(int ancestor, int token) const;
  // First and last token that `token` dominates, itself included; half open.
  std::pair<int, int> Extent(int token) const { return {extent_begin_[token], extent_end_[token]}; }
  // `token` and its conjuncts ("Vietnam, Laos and Cambodia"), in text order; `token` must be the first conjunct.
  std::vector<int> Conjuncts(int token) const;

 private:
  const Analysis& analysis_;
  std::vector<int> children_;
  std::vector<int> first_child_;  // size() + 1 entries
  std::vector<int> extent_begin_;
  std::vector<int> extent_end_;
};

// The bytes from the first to the last of tokens [begin_token, end_token). REQUIRES: begin_token < end_token.
text::Span SpanOfTokens(const Analysis& analysis, int begin_token, int end_token);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_TREE_H_
