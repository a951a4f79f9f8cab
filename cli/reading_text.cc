#include "cli/reading_text.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/fact_text.h"
#include "cli/labels.h"

namespace dateline::cli {
namespace {

// Begin and end of the evidence -> the facts that it says.
using FactsBySentence = std::map<std::pair<int, int>, std::vector<const v1::Fact*>>;

FactsBySentence GroupBySentence(const v1::ExtractFactsResponse& reading) {
  FactsBySentence sentences;
  for (const v1::Fact& fact : reading.facts()) {
    sentences[{fact.evidence().begin_byte(), fact.evidence().end_byte()}].push_back(&fact);
  }
  return sentences;
}

// Text in which no fact was found: each paragraph after an empty line.
std::string PlainText(absl::string_view text, const TextLayout& layout) {
  std::string result;
  for (const absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    std::vector<Mark> marks;
    if (layout.terminal) marks.push_back({0, paragraph.size(), Style::kDim});
    const std::string lines = LayOutMarkedText(paragraph, marks, 0, layout);
    if (!lines.empty()) absl::StrAppend(&result, "\n", lines);
  }
  return result;
}

}  // namespace

std::string ArticleHeading(const v1::Article& article, const TextLayout& layout) {
  std::vector<std::string> details = {article.name()};
  if (!article.publisher().empty()) details.push_back(article.publisher());
  const std::string published = DateLabel(article.published());
  details.push_back(published.empty() ? "date of publication unknown" : published);
  const std::string title = article.title().empty() ? "(no title)" : article.title();
  return absl::StrCat(Bold(title, layout), "\n", Dim(absl::StrJoin(details, ", "), layout), "\n");
}

std::string ReadingText(const v1::ExtractFactsResponse& reading, absl::string_view text, const TextLayout& layout) {
  std::string result = ArticleHeading(reading.article(), layout);
  if (reading.facts().empty()) absl::StrAppend(&result, "\nNo facts found.\n");
  size_t shown = 0;  // up to which byte of `text`
  for (const auto& [sentence, facts] : GroupBySentence(reading)) {
    const std::string& words = ReadableText(facts.front()->evidence());
    const size_t begin = text.find(words, shown);
    if (begin != absl::string_view::npos) {
      absl::StrAppend(&result, PlainText(text.substr(shown, begin - shown), layout));
      shown = begin + words.size();
    }
    absl::StrAppend(&result, "\n", EvidenceText(facts, 0, layout));
    for (const v1::Fact* fact : facts) absl::StrAppend(&result, FactSummary(*fact, 2, layout));
  }
  return absl::StrCat(result, PlainText(text.substr(shown), layout));
}

}  // namespace dateline::cli
