// A hand-made tree with the attributions that the shipped cues find in it.
#ifndef DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTED_TEXT_H_
#define DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTED_TEXT_H_

#include <string>
#include <vector>

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/statements/attribution_finder.h"
#include "tests/testing/directories.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {

inline const CueLexicon& ShippedCues() {
  static const CueLexicon* const cues = new CueLexicon(*CueLexicon::Load(DATELINE_DATA_DIRECTORY));
  return *cues;
}

struct AttributedText {
  explicit AttributedText(absl::string_view lines)
      : text(lines),
        tree(text.analysis),
        quotations(ArticleView(text.document, text.analysis)),
        segments(tree, quotations),
        attributions(AttributionFinder(ShippedCues(), tree, quotations).Find()) {}

  std::string Words(TokenRange range) const {
    if (range.empty()) return "";
    return std::string(text.TextOf(language::SpanOfTokens(text.analysis, range.begin, range.end)));
  }
  // "source / cue / content", with " ... " between the parts of a content.
  std::string Line(const Attribution& attribution) const {
    std::string line = Words(attribution.source) + " / " + Words(attribution.cue_words) + " / ";
    for (const TokenRange part : attribution.content) {
      if (part != attribution.content.front()) line += " ... ";
      line += Words(part);
    }
    return line;
  }
  std::vector<std::string> Lines() const {
    std::vector<std::string> lines;
    for (const Attribution& attribution : attributions) lines.push_back(Line(attribution));
    return lines;
  }

  const testing::Treebank text;
  const language::Tree tree;
  const Quotations quotations;
  const Segments segments;
  const std::vector<Attribution> attributions;
};

}  // namespace dateline::extraction

#endif  // DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTED_TEXT_H_
