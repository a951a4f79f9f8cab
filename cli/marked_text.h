// Running text for people: wrapped, with some of its words underlined.
#ifndef DATELINE_CLI_MARKED_TEXT_H_
#define DATELINE_CLI_MARKED_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::cli {

// How text is laid out.
struct TextLayout {
  int width_columns = 100;
  bool terminal = false;  // escape sequences underline and dim; else a line of tildes stands under the words
};

// Bytes [begin, end) of a text.
struct Mark {
  size_t begin = 0;
  size_t end = 0;
};

// `text` in lines of at most `layout.width_columns`, each after `indent` spaces and ended by a line feed; white space
// of every kind becomes one space. Words longer than a line stay whole. REQUIRES: marks lie inside the text.
std::string LayOutMarkedText(absl::string_view text, const std::vector<Mark>& marks, int indent,
                             const TextLayout& layout);

// For terminals the escape sequences around `text`, else `text`.
std::string Bold(absl::string_view text, const TextLayout& layout);
std::string Dim(absl::string_view text, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_MARKED_TEXT_H_
