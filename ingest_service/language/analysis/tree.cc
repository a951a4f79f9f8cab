#include "ingest_service/language/analysis/tree.h"

#include <algorithm>

namespace dateline::language {
namespace {

// Tokens of one sentence ordered so that every head comes after its dependents. Tokens on a cycle (a damaged tree) are
// left out, which leaves their extents at themselves.
std::vector<int> DependentsFirst(const Tree& tree, const Sentence& sentence) {
  std::vector<int> order;
  for (int token = sentence.begin_token; token < sentence.end_token; ++token) {
    if (tree[token].head == kNoHead) order.push_back(token);
  }
  for (size_t next = 0; next < order.size(); ++next) {
    for (int child : tree.Children(order[next])) order.push_back(child);
  }
  std::reverse(order.begin(), order.end());
  return order;
}

}  // namespace

Tree::Tree(const Analysis& analysis) : analysis_(analysis) {
  const int count = size();
  first_child_.assign(count + 1, 0);
  for (const Token& token : analysis.tokens) {
    if (token.head != kNoHead) ++first_child_[token.head + 1];
  }
  for (int i = 0; i < count; ++i) first_child_[i + 1] += first_child_[i];
  children_.resize(first_child_[count]);
  std::vector<int> filled(first_child_.begin(), first_child_.end() - 1);
  for (int i = 0; i < count; ++i) {
    if (analysis.tokens[i].head != kNoHead) children_[filled[analysis.tokens[i].head]++] = i;
  }
  extent_begin_.resize(count);
  extent_end_.resize(count);
  for (int i = 0; i < count; ++i) {
    extent_begin_[i] = i;
    extent_end_[i] = i + 1;
  }
  for (const Sentence& sentence : analysis.sentences) {
    for (int token : DependentsFirst(*this, sentence)) {
      for (int child : Children(token)) {
        extent_begin_[token] = std::min(extent_begin_[token], extent_begin_[child]);
        extent_end_[token] = std::max(extent_end_[token], extent_end_[child]);
      }
    }
  }
}

int Tree::Child(int token, std::initializer_list<Relation> relations) const {
  for (int child : Children(token)) {
    if (std::find(relations.begin(), relations.end(), (*this)[child].relation) != relations.end()) return child;
  }
  return -1;
}

absl::string_view Tree::Preposition(int token) const {
  const int preposition = Child(token, {Relation::kCase});
  return preposition < 0 ? absl::string_view() : absl::string_view((*this)[preposition].lemma);
}

bool Tree::Dominates(int ancestor, int token) const {
  for (int steps = 0; token != kNoHead && steps <= size(); ++steps) {
    if (token == ancestor) return true;
    token = (*this)[token].head;
  }
  return false;
}

std::vector<int> Tree::Conjuncts(int token) const {
  std::vector<int> conjuncts = {token};
  for (int child : Children(token)) {
    if ((*this)[child].relation == Relation::kConj) conjuncts.push_back(child);
  }
  return conjuncts;
}

text::Span SpanOfTokens(const Analysis& analysis, int begin_token, int end_token) {
  return {analysis.tokens[begin_token].span.begin_byte, analysis.tokens[end_token - 1].span.end_byte};
}

}  // namespace dateline::language
