#include "query_service/index/term_dictionary.h"

namespace dateline::index {
namespace {

constexpr size_t kMaxPostgresBytes = 2600;  // of 2704 for a key

}  // namespace

std::vector<Term> PostedTerms(const v1::Entity& entity, store::Database& database) {
  std::vector<Term> terms = TermsOfEntity(entity);
  if (database.postgres() != nullptr) {
    std::erase_if(terms, [](const Term& term) { return term.value.size() > kMaxPostgresBytes; });
  }
  return terms;
}

absl::StatusOr<int64_t> TermDictionary::NumberOf(const Term& term) {
  if (const auto known = numbers_.find(term); known != numbers_.end()) return known->second;
  const absl::StatusOr<int64_t> number = FindOrAdd(term);
  if (!number.ok()) return number;
  if (numbers_.size() >= max_remembered_) numbers_.clear();
  numbers_.emplace(term, *number);
  return number;
}

absl::StatusOr<int64_t> TermDictionary::FindOrAdd(const Term& term) {
  auto find = database_.Prepare("SELECT id FROM term WHERE field = ? AND value = ?");
  if (!find.ok()) return find.status();
  const absl::StatusOr<bool> found = find->Bind(static_cast<int64_t>(term.field)).Bind(term.value).Step();
  if (!found.ok()) return found.status();
  if (*found) return find->Integer(0);
  if (!last_number_.has_value()) {
    auto select = database_.Prepare("SELECT coalesce(max(id), 0) FROM term");
    if (!select.ok()) return select.status();
    if (absl::Status read = select->Step().status(); !read.ok()) return read;
    last_number_ = select->Integer(0);
  }
  const int64_t number = ++*last_number_;
  auto add = database_.PrepareRow("INSERT INTO term (id, field, value) VALUES (?, ?, ?)", "BIGINT, BIGINT, BYTEA");
  if (!add.ok()) return add.status();
  const absl::Status added = add->Bind(number).Bind(static_cast<int64_t>(term.field)).Bind(term.value).Run();
  if (!added.ok()) return added;
  return number;
}

absl::Status TermDictionary::Remove(const Term& term, int64_t number) {
  numbers_.erase(term);
  last_number_.reset();
  auto remove = database_.Prepare("DELETE FROM term WHERE id = ?");
  if (!remove.ok()) return remove.status();
  return remove->Bind(number).Run();
}

}  // namespace dateline::index
