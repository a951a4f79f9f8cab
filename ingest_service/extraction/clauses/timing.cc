#include "ingest_service/extraction/clauses/timing.h"

#include "ingest_service/extraction/clauses/circumstances.h"
#include "ingest_service/extraction/clauses/clause.h"

namespace dateline::extraction {
namespace {

using language::kNoHead;
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

// "next month on August 2": the second says more exactly when.
bool IsWithin(const TimeExpression& inner, const TimeExpression& outer) {
  if (!inner.earliest || !inner.latest || !outer.earliest || !outer.latest) return false;
  const bool narrower = *inner.latest - *inner.earliest < *outer.latest - *outer.earliest;
  return narrower && *outer.earliest <= *inner.earliest && *inner.latest <= *outer.latest;
}

}  // namespace

ClauseTimes::ClauseTimes(const Tree& tree, const std::vector<TimeExpression>& times) : tree_(tree) {
  for (size_t i = 0; i < times.size(); ++i) {
    if (!IsDate(times[i]) || times[i].edtf.empty()) continue;
    // Up from the date: the first token is what it modifies; a verb ends the climb.
    int token = tree[HeadOf(tree, times[i])].head;
    while (token != kNoHead) {
      const Modifier modifier = {static_cast<int>(i), times[i].begin_token};
      const auto [known, added] = time_of_token_.try_emplace(token, modifier);
      if (!added && IsWithin(times[i], times[known->second.time])) known->second = modifier;
      if (IsPredicate(tree, token)) break;
      token = tree[token].head;
    }
  }
}

int ClauseTimes::TimeOf(int token, int predicate) const {
  for (const Bearer bearer : BearersOf(tree_, token, predicate)) {
    const auto found = time_of_token_.find(bearer.token);
    if (found != time_of_token_.end() && found->second.begin_token < bearer.end) return found->second.time;
  }
  return -1;
}

}  // namespace dateline::extraction
