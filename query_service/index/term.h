// The terms under which facts and entities are posted.
#ifndef DATELINE_QUERY_SERVICE_INDEX_TERM_H_
#define DATELINE_QUERY_SERVICE_INDEX_TERM_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::index {

// What a term's value is. The numbers are stored: never reuse one.
enum class TermField : int {
  // Postings of facts.
  kEveryFact = 1,
  kFactEntity = 2,     // resource name of a participant; the posting's roles are those that it plays
  kFactKind = 3,       // enum number
  kFactEventType = 4,  // enum number
  kFactModality = 5,   // enum number
  kFactArticle = 6,    // resource name
  kFactPublisher = 7,  // name as written
  kFactRole = 8,       // enum number of a role that somebody plays
  kFactMonth = 9,      // "2025-08": the fact may have held in it
  kFactLongTime = 10,  // the fact has a time that no list of months says
  // Postings of entities.
  kEveryEntity = 20,
  kEntityName = 21,        // the whole folded display name
  kEntityAlias = 22,       // a whole folded alias
  kEntityWord = 23,        // a folded word of any of its names
  kEntityMergedInto = 24,  // resource name of the entity that it stands for; none when that is itself
  // Postings of articles.
  kEveryArticle = 30,
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

// A set of participant roles, one bit each.
using RoleSet = uint32_t;

// Empty for a number that does not fit: a role of a version far ahead.
inline RoleSet RoleBit(v1::ParticipantRole role) { return role >= 0 && role < 32 ? RoleSet{1} << role : 0; }

template <typename Enum>
Term EnumTerm(TermField field, Enum value) {
  return {field, absl::StrCat(static_cast<int>(value))};
}

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_TERM_H_
