#include "ingest_service/extraction/entities/name_groups.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/entities/noun_phrase.h"

namespace dateline::extraction {
namespace {

constexpr size_t kMaxMembers = 12;

}  // namespace

void NameGroups::Join(int begin, int end, const std::vector<int>& entities) {
  const ArticleView& article = reading_.article;
  Group& group = groups_[reading_.entity(entities[0]).type];
  if (!Extends(group, begin)) group.members.clear();
  group.end_token = end;
  for (int e : entities) {
    if (group.members.size() < kMaxMembers && !absl::c_linear_search(group.members, e)) group.members.push_back(e);
  }
  if (group.members.size() <= entities.size() || article.word(begin - 1) == ",") return;
  Occurrence together;
  together.entities = group.members;
  together.token = begin;
  together.sentence = article.sentence_of(begin);
  together.type = reading_.entity(entities[0]).type;
  together.subject = IsSubject(article, end - 1);
  together.quoted = reading_.quotations.At(begin) >= 0;
  reading_.discourse.Add(std::move(together));
}

// Whether only commas, "and" or a dash lie between the group and `begin`.
bool NameGroups::Extends(const Group& group, int begin) const {
  const ArticleView& article = reading_.article;
  if (group.members.empty() || begin <= group.end_token || begin - group.end_token > 2) return false;
  const absl::string_view before = article.word(begin - 1);
  const bool joined = before == "and" || before == "," || before == "&" || before == "-" || before == "–";
  return joined && article.same_sentence(begin, group.end_token - 1);
}

}  // namespace dateline::extraction
