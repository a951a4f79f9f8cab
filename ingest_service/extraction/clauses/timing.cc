#include "ingest_service/extraction/clauses/timing.h"

#include "ingest_service/extraction/clauses/clause.h"

namespace dateline::extraction {
namespace {

using language::kNoHead;
using language::Relation;
using language::Tree;

// The token of the expression whose head lies outside it.
int HeadOf(const Tree& tree, const TimeExpression& time) {
  for (int token = time.begin_token; token < time.end_token; ++token) {
    const int head = tree[token].head;
    if (head == kNoHead || head < time.begin_token || head >= time.end_token) return token;
  }
  return time.begin_token;
}

bool IsDate(const TimeExpression& time) {
  return time.type == TimeExpression::Type::kDate || time.type == TimeExpression::Type::kTime;
}

}  // namespace

ClauseTimes::ClauseTimes(const Tree& tree, const std::vector<TimeExpression>& times) : tree_(tree) {
  for (size_t i = 0; i < times.size(); ++i) {
    if (!IsDate(times[i]) || times[i].edtf.empty()) continue;
    // Up from the date: the first token is what it modifies; a verb ends the climb.
    int token = tree[HeadOf(tree, times[i])].head;
    while (token != kNoHead) {
      time_of_token_.try_emplace(token, static_cast<int>(i));
      if (IsPredicate(tree, token)) break;
      token = tree[token].head;
    }
  }
}

int ClauseTimes::TimeOf(int token, int predicate) const {
  for (int candidate : {token, predicate}) {
    if (const auto found = time_of_token_.find(candidate); found != time_of_token_.end()) return found->second;
  }
  // "The meeting took place on Monday": the noun shares the time of the verb whose subject or object it is.
  const language::Token& word = tree_[token];
  const bool argument =
      word.relation == Relation::kNsubj || word.relation == Relation::kNsubjPass || word.relation == Relation::kObj;
  if (token == predicate && argument && word.head != kNoHead) {
    if (const auto found = time_of_token_.find(word.head); found != time_of_token_.end()) return found->second;
  }
  return -1;
}

}  // namespace dateline::extraction
