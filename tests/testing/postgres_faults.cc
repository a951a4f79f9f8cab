#include "tests/testing/postgres_faults.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "tests/testing/postgres_messages.h"

namespace dateline::testing {

bool Concerns(const PostgresFault& fault, absl::string_view sql) {
  return fault.statement.empty() ? IsCommit(sql) : absl::StrContains(sql, fault.statement);
}

void PostgresFaults::Order(const PostgresFault& fault) {
  threading::MutexLock lock(mutex_);
  orders_.push_back(fault);
}

void PostgresFaults::SetChance(double chance, const std::vector<PostgresFault>& faults) {
  threading::MutexLock lock(mutex_);
  chance_ = chance;
  by_chance_ = faults;
}

std::optional<PostgresFault> PostgresFaults::Choose(absl::string_view sql) {
  threading::MutexLock lock(mutex_);
  for (auto order = orders_.begin(); order != orders_.end(); ++order) {
    if (!Concerns(*order, sql) || order->passed-- > 0) continue;
    PostgresFault fault = *order;
    orders_.erase(order);
    return fault;
  }
  std::vector<PostgresFault> possible;
  std::copy_if(by_chance_.begin(), by_chance_.end(), std::back_inserter(possible),
               [&](const PostgresFault& fault) { return Concerns(fault, sql); });
  if (possible.empty() || std::uniform_real_distribution<double>(0, 1)(random_) >= chance_) return std::nullopt;
  return possible[std::uniform_int_distribution<size_t>(0, possible.size() - 1)(random_)];
}

void PostgresFaults::TakeBack(const PostgresFault& fault) {
  threading::MutexLock lock(mutex_);
  orders_.push_front(fault);
  orders_.front().passed = 0;
}

void PostgresFaults::CountAsMet(PostgresFaultKind kind) {
  threading::MutexLock lock(mutex_);
  ++met_[kind];
}

int PostgresFaults::met(PostgresFaultKind kind) const {
  threading::MutexLock lock(mutex_);
  const auto found = met_.find(kind);
  return found == met_.end() ? 0 : found->second;
}

int PostgresFaults::met() const {
  threading::MutexLock lock(mutex_);
  int sum = 0;
  for (const auto& [kind, count] : met_) sum += count;
  return sum;
}

int PostgresFaults::waiting() const {
  threading::MutexLock lock(mutex_);
  return static_cast<int>(orders_.size());
}

}  // namespace dateline::testing
