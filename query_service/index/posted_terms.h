// The terms under which an item is posted.
#ifndef DATELINE_QUERY_SERVICE_INDEX_POSTED_TERMS_H_
#define DATELINE_QUERY_SERVICE_INDEX_POSTED_TERMS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "dateline/v1/entity.pb.h"
#include "dateline/v1/fact.pb.h"
#include "query_service/index/term.h"

namespace dateline::index {

struct PostedTerm {
  Term term;
  // Of a kFactEntity term; else 0.
  RoleSet roles = 0;
};

// A fact whose time covers more months than this is posted under kFactLongTime.
inline constexpr int kMaxMonthsOfFact = 24;

// Each term once. `publisher` is that of the fact's article; empty: unknown.
std::vector<PostedTerm> TermsOfFact(const v1::Fact& fact, absl::string_view publisher);

// Each term once.
std::vector<PostedTerm> TermsOfEntity(const v1::Entity& entity);

// A name as it is compared whole: its folded words with a blank between.
std::string WholeName(absl::string_view name);

// `articles/x` of `articles/x/facts/y`; empty: not of that form.
absl::string_view ArticleOfFact(absl::string_view fact_name);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_POSTED_TERMS_H_
