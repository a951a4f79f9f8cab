// The rows of entities and their postings, for the writer of the index.
#ifndef DATELINE_QUERY_SERVICE_INDEX_ENTITY_ROWS_H_
#define DATELINE_QUERY_SERVICE_INDEX_ENTITY_ROWS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/entity.pb.h"
#include "platform/store/database.h"
#include "query_service/index/content_totals.h"
#include "query_service/index/merged_names.h"
#include "query_service/index/term.h"
#include "query_service/index/term_dictionary.h"

namespace dateline::index {

// Versions of entities by the offset that brought them. Every method REQUIRES a write transaction. Not thread-safe.
class EntityRows {
 public:
  // `totals` must outlive this.
  EntityRows(store::Database& database, ContentTotals& totals)
      : database_(database), totals_(totals), terms_(database) {}

  // Adds the version of `offset`, which holds from then on. REQUIRES: no other of the name holds.
  absl::Status Add(int64_t offset, const v1::Entity& entity);
  // Ends the version that holds under the name, if there is one. False: it is of `offset` or later, and goes on.
  absl::StatusOr<bool> End(int64_t offset, const std::string& name);
  // Deletes the versions from before `offset` of entities whose names have the SHA-256 digests (32 bytes each), with
  // their postings and the terms that only they had.
  absl::Status Erase(const std::vector<std::string>& sha256, int64_t offset);

  // Writes what the others have put by.
  absl::Status Flush();
  // The versions of merged entities that came or ended since it was asked last, as MergedNames takes them; those that
  // were erased are not among them.
  std::vector<Merge> TakeMerges() { return std::exchange(merges_, {}); }
  // Whether rows were erased since it was asked last.
  bool TakeHasErased() { return std::exchange(has_erased_, false); }
  // After a roll-back.
  void Forget();

 private:
  struct Posting {
    int64_t term;
    int64_t recorded_from;
  };
  struct Version {
    int64_t recorded_from;
    int64_t recorded_to;
    std::string bytes;
  };

  // Of the stored entities: the name with the digest; empty: none.
  absl::StatusOr<std::string> FindName(absl::string_view sha256);
  absl::Status EraseVersions(const std::string& name, int64_t offset);
  absl::Status EraseVersion(const Version& version);
  absl::Status EraseTermsWithoutPostings();
  absl::Status Run(absl::string_view statement, int64_t first, int64_t second);

  store::Database& database_;
  ContentTotals& totals_;
  TermDictionary terms_;
  std::vector<Posting> postings_;
  absl::flat_hash_map<Term, int64_t> terms_of_erased_;
  std::vector<Merge> merges_;
  bool has_erased_ = false;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_ENTITY_ROWS_H_
