// How near a name is to what was asked for.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_NAME_SCORE_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_NAME_SCORE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "dateline/v1/entity.pb.h"

namespace dateline::answers {

// How many letters of a word may be wrong: 1 of 4 to 7 letters, 2 of 8 or more, else 0.
int AllowedSlips(const std::u32string& word);

// How well `text` names the entity, by folded words:
//   1          it is the whole display name
//   0.95       it is a whole alias
//   0 to 0.9   its words are all in one of the names: 0.9 times the share of that name's words that they are
//   0          else
// With `allows_slips` a word may be another one but for AllowedSlips letters; each such word takes from the score the
// share of its letters that are wrong, and no name counts as whole.
double NameScore(absl::string_view text, const v1::Entity& entity, bool allows_slips);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_NAME_SCORE_H_
