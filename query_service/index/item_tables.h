// The rows of articles, facts and entities, and their postings, for the writer of the index.
#ifndef DATELINE_QUERY_SERVICE_INDEX_ITEM_TABLES_H_
#define DATELINE_QUERY_SERVICE_INDEX_ITEM_TABLES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/entity.pb.h"
#include "dateline/v1/fact.pb.h"
#include "platform/sqlite/database.h"
#include "query_service/index/posted_terms.h"
#include "query_service/index/term_dictionary.h"

namespace dateline::index {

// What the content checksum adds up: the hash of a serialized item, which holds its name.
uint64_t ContentHash(absl::string_view bytes);

// Versions of items by the offset that brought them. Every method REQUIRES a write transaction. Not thread-safe.
class ItemTables {
 public:
  explicit ItemTables(sqlite::Database& database) : database_(database), terms_(database) {}

  // Adds the version of `offset`, which holds from then on. REQUIRES: no other of the name holds; a fact's article has
  // been added, unless nobody knows it.
  absl::Status AddArticle(int64_t offset, const v1::Article& article);
  absl::Status AddFact(int64_t offset, const v1::Fact& fact);
  absl::Status AddEntity(int64_t offset, const v1::Entity& entity);

  // End the version that holds under the name, if there is one. False: it is of `offset` or later, and goes on.
  absl::StatusOr<bool> EndArticle(int64_t offset, const std::string& name);
  absl::StatusOr<bool> EndFact(int64_t offset, const std::string& name);
  absl::StatusOr<bool> EndEntity(int64_t offset, const std::string& name);

  // Deletes every version of the article and of its facts, and the versions from before `offset` of entities whose
  // names have the SHA-256 digests (32 bytes each), with their postings and the terms that only they had.
  absl::Status Erase(const std::string& article, const std::vector<std::string>& entity_sha256, int64_t offset);

  // Writes what the others have put by.
  absl::Status Flush();
  // After a roll-back.
  void Forget();

  // Since it was asked last: by how much the content checksum changed, modulo 2^64, and whether rows were erased.
  uint64_t TakeChecksumChange() { return std::exchange(checksum_change_, 0); }
  bool TakeHasErased() { return std::exchange(has_erased_, false); }

 private:
  struct Posting {
    int64_t term;
    int64_t recorded_from;
    RoleSet roles;
  };
  struct Version {
    int64_t recorded_from;
    int64_t recorded_to;
    std::string bytes;      // empty: an article
    std::string publisher;  // empty: an entity, or unknown
    uint64_t content_hash;  // of an article; else 0
  };

  absl::Status WriteFactRows(int64_t offset, const v1::Fact& fact, const std::string& bytes,
                             const std::string& publisher);
  // The publisher of the article as recorded at `offset`, or else as first known; empty: unknown.
  absl::StatusOr<std::string> PublisherOf(absl::string_view article, int64_t offset);
  // Behind a snapshot facts may be newer than their article.
  absl::Status CorrectPublisherOfNewerFacts(int64_t offset, const v1::Article& article);
  absl::Status MovePosting(int64_t recorded_from, const Term& from, const Term& to);

  // Versions that a statement finds by name; its columns are recorded_from, recorded_to, bytes, publisher,
  // content_hash.
  absl::StatusOr<std::vector<Version>> Find(absl::string_view select, absl::string_view name, int64_t number);
  absl::Status EraseFacts(const std::string& article);
  absl::Status EraseArticle(const std::string& article);
  // Of the stored entities: the name with the digest; empty: none.
  absl::StatusOr<std::string> FindEntityName(absl::string_view sha256);
  absl::Status EraseEntity(const std::string& entity, int64_t offset);
  absl::Status ErasePostings(const Version& version, const std::vector<PostedTerm>& terms, uint64_t content_hash);
  absl::Status EraseTermsWithoutPostings();

  absl::Status Post(int64_t offset, const std::vector<PostedTerm>& terms);
  absl::Status Discount(const std::vector<PostedTerm>& terms);
  absl::Status FlushPostings();
  absl::Status Run(absl::string_view statement, int64_t first);
  absl::Status Run(absl::string_view statement, int64_t first, int64_t second);

  sqlite::Database& database_;
  TermDictionary terms_;
  std::vector<Posting> postings_;
  absl::flat_hash_map<Term, int64_t> terms_of_erased_;
  uint64_t checksum_change_ = 0;
  bool has_erased_ = false;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_ITEM_TABLES_H_
