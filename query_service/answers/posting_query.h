// Several fields, each with several values: postings that have one value of every field.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_POSTING_QUERY_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_POSTING_QUERY_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/index/postings.h"
#include "query_service/index/snapshot.h"
#include "query_service/index/term.h"

namespace dateline::answers {

class PostingQuery {
 public:
  // `everything`: the term of every item, for a query without fields.
  explicit PostingQuery(index::Term everything) : everything_(std::move(everything)) {}

  void BeginField() { fields_.emplace_back(); }
  // One more value of the field begun last. `roles`: see Snapshot::OpenPostings.
  void AddValue(index::Term term, index::RoleSet roles = 0) { fields_.back().push_back({std::move(term), roles}); }

  // The field with the fewest postings comes first in the intersection. Must not outlive the snapshot.
  absl::StatusOr<std::unique_ptr<index::Postings>> Open(index::Snapshot& snapshot) const;

 private:
  struct Value {
    index::Term term;
    index::RoleSet roles;
  };
  struct OpenField {
    int64_t count = 0;
    std::unique_ptr<index::Postings> postings;
  };
  static absl::StatusOr<OpenField> OpenOne(index::Snapshot& snapshot, const std::vector<Value>& values);

  index::Term everything_;
  std::vector<std::vector<Value>> fields_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_POSTING_QUERY_H_
