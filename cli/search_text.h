// What a search found, for people.
#ifndef DATELINE_CLI_SEARCH_TEXT_H_
#define DATELINE_CLI_SEARCH_TEXT_H_

#include <string>

#include "cli/marked_text.h"
#include "dateline/v1/fact_search.pb.h"

namespace dateline::cli {

// The fact in brief, then the texts in which the words stand, with the words underlined.
std::string HitText(const v1::FactHit& hit, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_SEARCH_TEXT_H_
