// Parts of serialized facts.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_FACT_VIEW_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_FACT_VIEW_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::answers {

// The fact as FACT_VIEW_BASIC shows it: its fields are copied but for those that are left out; nothing is parsed. Of
// bytes that are no message: what comes before the damage.
std::string BasicView(absl::string_view fact_bytes);

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_FACT_VIEW_H_
