#include "query_service/index/term.h"

#include <set>

#include "absl/strings/str_join.h"
#include "platform/unicode/fold.h"

namespace dateline::index {

std::vector<Term> TermsOfEntity(const v1::Entity& entity) {
  std::set<Term> terms = {{TermField::kEntityName, WholeName(entity.display_name())}};
  for (const std::string& word : unicode::FoldedWords(entity.display_name())) {
    terms.insert({TermField::kEntityWord, word});
  }
  for (const std::string& alias : entity.aliases()) {
    terms.insert({TermField::kEntityAlias, WholeName(alias)});
    for (const std::string& word : unicode::FoldedWords(alias)) terms.insert({TermField::kEntityWord, word});
  }
  return {terms.begin(), terms.end()};
}

std::string WholeName(absl::string_view name) { return absl::StrJoin(unicode::FoldedWords(name), " "); }

}  // namespace dateline::index
