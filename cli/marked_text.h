// Running text for people: wrapped, with some of its words marked.
#ifndef DATELINE_CLI_MARKED_TEXT_H_
#define DATELINE_CLI_MARKED_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::cli {

// How text is laid out.
struct TextLayout {
  int width_columns = 100;
  bool terminal = false;  // escape sequences mark words; else a line below them does
};

// How words are marked: on a terminal, and below them. Of several marks of a word the last of these is seen.
enum class Style {
  kPlain,
  kDim,     // dim, nothing
  kStrong,  // bold, nothing
  kWho,     // cyan, "-"
  kWhen,    // yellow, "-"
  kWhere,   // green, "-"
  kKey,     // bold and underlined, "~"
};

// Bytes [begin, end) of a text.
struct Mark {
  size_t begin = 0;
  size_t end = 0;
  Style style = Style::kKey;
};

// `text` in lines of at most `layout.width_columns`, each after `indent` spaces and ended by a line feed; white space
// of every kind becomes one space. Words longer than a line stay whole. What lies outside the text is not seen.
std::string LayOutMarkedText(absl::string_view text, const std::vector<Mark>& marks, int indent,
                             const TextLayout& layout);

// For terminals the escape sequences around `text`, else `text`.
std::string Bold(absl::string_view text, const TextLayout& layout);
std::string Dim(absl::string_view text, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_MARKED_TEXT_H_
