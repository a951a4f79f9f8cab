// The terms under which entities are posted.
#ifndef DATELINE_QUERY_SERVICE_INDEX_TERM_H_
#define DATELINE_QUERY_SERVICE_INDEX_TERM_H_

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "dateline/v1/entity.pb.h"

namespace dateline::index {

// What a term's value is. The numbers are stored: never reuse one.
enum class TermField : int {
  kEntityName = 21,   // the whole folded display name
  kEntityAlias = 22,  // a whole folded alias
  kEntityWord = 23,   // a folded word of any of its names
};

struct Term {
  TermField field;
  std::string value;

  friend bool operator==(const Term& left, const Term& right) {
    return left.field == right.field && left.value == right.value;
  }
  friend bool operator<(const Term& left, const Term& right) {
    return std::tie(left.field, left.value) < std::tie(right.field, right.value);
  }
  template <typename Hash>
  friend Hash AbslHashValue(Hash hash, const Term& term) {
    return Hash::combine(std::move(hash), term.field, term.value);
  }
};

// Each term once.
std::vector<Term> TermsOfEntity(const v1::Entity& entity);

// A name as it is compared whole: its folded words with a blank between.
std::string WholeName(absl::string_view name);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_TERM_H_
