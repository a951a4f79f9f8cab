// What a change becomes in the index.
#ifndef DATELINE_QUERY_SERVICE_INDEX_PROJECTION_H_
#define DATELINE_QUERY_SERVICE_INDEX_PROJECTION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/feed_service.pb.h"
#include "platform/sqlite/database.h"
#include "query_service/index/posted_terms.h"
#include "query_service/index/term_dictionary.h"

namespace dateline::index {

// Writes the rows and postings of changes. Every method REQUIRES a write transaction. Not thread-safe.
class Projection {
 public:
  explicit Projection(sqlite::Database& database) : database_(database), terms_(database) {}

  // FAILED_PRECONDITION: the change is of a kind that this version does not know, or lacks what every change of its
  // kind has.
  absl::Status Take(const v1::ChangeRecord& record);
  // Writes what Take has put by.
  absl::Status Flush();
  // After a roll-back.
  void Forget();

 private:
  struct Posting {
    int64_t term;
    int64_t recorded_from;
    RoleSet roles;
  };

  absl::Status TakeArticle(int64_t offset, const v1::Article& article);
  absl::Status TakeFact(int64_t offset, const v1::Fact& fact);
  absl::Status TakeEntity(int64_t offset, const v1::Entity& entity);
  // End the version that holds, if there is one.
  absl::Status RetireArticle(int64_t offset, const std::string& name);
  absl::Status RetireFact(int64_t offset, const std::string& name);
  absl::Status RetireEntity(int64_t offset, const std::string& name);
  absl::Status WriteFact(int64_t offset, const v1::Fact& fact);
  // The publisher of the article as recorded at `offset`; empty: unknown.
  absl::StatusOr<std::string> PublisherOf(absl::string_view article, int64_t offset);
  absl::Status Post(int64_t offset, const std::vector<PostedTerm>& terms);
  absl::Status Discount(const std::vector<PostedTerm>& terms);
  absl::Status Run(absl::string_view update, int64_t first, int64_t second);

  sqlite::Database& database_;
  TermDictionary terms_;
  std::vector<Posting> postings_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_PROJECTION_H_
