#include "cli/search_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/fact_text.h"

namespace dateline::cli {

std::string HitText(const v1::FactHit& hit, const TextLayout& layout) {
  std::string text = FactSummary(hit.fact(), 0, layout);
  for (const v1::Snippet& snippet : hit.snippets()) {
    std::vector<Mark> marks;
    for (const v1::Highlight& highlight : snippet.highlights()) {
      marks.push_back({static_cast<size_t>(highlight.begin_byte()), static_cast<size_t>(highlight.end_byte())});
    }
    absl::StrAppend(&text, LayOutMarkedText(snippet.text(), marks, 4, layout));
  }
  return absl::StrCat(text, Dim(absl::StrFormat("  %s, score %.3f", hit.fact().name(), hit.score()), layout), "\n");
}

}  // namespace dateline::cli
