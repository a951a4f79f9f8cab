// What SearchFacts is asked for.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_SEARCH_QUERY_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_SEARCH_QUERY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::answers {

// A condition on the texts of a fact.
struct SearchQuery {
  enum class Kind {
    kWord,    // the word stands in one of them
    kPhrase,  // the words stand one after the other in one
    kPrefix,  // a word stands in one that begins so
    kAll,     // every part is true
    kAny,     // one part at least is true
    kNot,     // the part is not true; a part of kAll, beside others
  };
  Kind kind = Kind::kAll;
  // Folded. Of kWord and kPrefix one, of kPhrase two at least; else none.
  std::vector<std::string> words;
  std::vector<SearchQuery> parts;

  // The words, phrases and prefixes that are not excluded, in the order in which they were written.
  std::vector<const SearchQuery*> Wanted() const;
};

// Reads the language that SearchFactsRequest.query describes. INVALID_ARGUMENT (FIELD_INVALID) of `query` names the
// byte, from 0, at which it is broken.
absl::StatusOr<SearchQuery> ParseSearchQuery(absl::string_view text);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_SEARCH_QUERY_H_
