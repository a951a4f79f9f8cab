// The numbers of terms, for the writer of the index.
#ifndef DATELINE_QUERY_SERVICE_INDEX_TERM_DICTIONARY_H_
#define DATELINE_QUERY_SERVICE_INDEX_TERM_DICTIONARY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/store/database.h"
#include "query_service/index/term.h"

namespace dateline::index {

// The terms of the entity that the index has postings of: a key of PostgreSQL has no room for the longest, which are
// longer than any name.
std::vector<Term> PostedTerms(const v1::Entity& entity, store::Database& database);

// Numbers met before are remembered, at most so many. Not thread-safe.
class TermDictionary {
 public:
  explicit TermDictionary(store::Database& database, size_t max_remembered = 1 << 18)
      : database_(database), max_remembered_(max_remembered) {}

  // The term's number; a new term gets one. REQUIRES: a write transaction.
  absl::StatusOr<int64_t> NumberOf(const Term& term);
  // Deletes the term. REQUIRES: a write transaction; nothing is posted under it.
  absl::Status Remove(const Term& term, int64_t number);
  // After a roll-back, or when another wrote: what was remembered may not be so.
  void Forget() {
    numbers_.clear();
    last_number_.reset();
  }

 private:
  absl::StatusOr<int64_t> FindOrAdd(const Term& term);

  store::Database& database_;
  const size_t max_remembered_;
  absl::flat_hash_map<Term, int64_t> numbers_;
  std::optional<int64_t> last_number_;  // nothing: to be read
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_TERM_DICTIONARY_H_
