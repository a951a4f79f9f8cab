#include "query_service/answers/posting_query.h"

#include <algorithm>
#include <utility>

namespace dateline::answers {

absl::StatusOr<std::unique_ptr<index::Postings>> PostingQuery::Open(index::Snapshot& snapshot) const {
  std::vector<std::vector<Value>> fields = fields_;
  if (fields.empty()) fields.push_back({{everything_, 0}});
  std::vector<OpenField> opened;
  for (const std::vector<Value>& field : fields) {
    absl::StatusOr<OpenField> one = OpenOne(snapshot, field);
    if (!one.ok()) return one.status();
    opened.push_back(*std::move(one));
  }
  std::stable_sort(opened.begin(), opened.end(),
                   [](const OpenField& left, const OpenField& right) { return left.count < right.count; });
  if (opened.size() == 1) return std::move(opened.front().postings);
  std::vector<std::unique_ptr<index::Postings>> lists;
  for (OpenField& field : opened) lists.push_back(std::move(field.postings));
  return std::make_unique<index::IntersectionPostings>(std::move(lists));
}

absl::StatusOr<PostingQuery::OpenField> PostingQuery::OpenOne(index::Snapshot& snapshot,
                                                              const std::vector<Value>& values) {
  OpenField field;
  std::vector<std::unique_ptr<index::Postings>> lists;
  for (const Value& value : values) {
    const absl::StatusOr<index::TermEntry> entry = snapshot.FindTerm(value.term);
    if (!entry.ok()) return entry.status();
    if (entry->number == 0) continue;
    field.count += entry->live_count;
    lists.push_back(snapshot.OpenPostings(entry->number, value.roles));
  }
  field.postings =
      lists.size() == 1 ? std::move(lists.front()) : std::make_unique<index::UnionPostings>(std::move(lists));
  return field;
}

}  // namespace dateline::answers
