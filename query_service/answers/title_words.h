// The words before a name in a question that may be its titles: "Vietnamese Deputy PM and FM" before "Son".
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_TITLE_WORDS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_TITLE_WORDS_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::answers {

class TitleWords {
 public:
  // `folded` without "and", "of" and the like.
  explicit TitleWords(absl::Span<const std::string> folded);

  bool empty() const { return words_.empty(); }

  // Takes out what the office of the fact explains: the words of its title, as written and spelled out, and of the
  // names of its country and organization; and short forms, of two letters or more, that are initials of these words in
  // any order ("FM" of "Minister of Foreign Affairs").
  void Remove(const v1::Fact& office);

 private:
  std::vector<std::string> words_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_TITLE_WORDS_H_
