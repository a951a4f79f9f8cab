#include "cli/marked_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/display_width.h"

namespace dateline::cli {
namespace {

constexpr absl::string_view kReset = "\x1b[0m";

absl::string_view EscapeSequence(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kDim:
      return "\x1b[2m";
    case Style::kStrong:
      return "\x1b[1m";
    case Style::kWho:
      return "\x1b[36m";
    case Style::kWhen:
      return "\x1b[33m";
    case Style::kWhere:
      return "\x1b[32m";
    case Style::kKey:
      return "\x1b[1;4m";
  }
  return "";
}

char Underline(Style style) { return style == Style::kKey ? '~' : style >= Style::kWho ? '-' : ' '; }

// A maximal run of text that is no white space.
struct Word {
  size_t begin;
  size_t end;
};

std::vector<Word> SplitWords(absl::string_view text) {
  std::vector<Word> words;
  for (size_t at = 0; at < text.size();) {
    if (absl::ascii_isspace(text[at])) {
      ++at;
      continue;
    }
    const size_t begin = at;
    while (at < text.size() && !absl::ascii_isspace(text[at])) ++at;
    words.push_back({begin, at});
  }
  return words;
}

// Words of one line.
using Line = std::vector<Word>;

std::vector<Line> BreakLines(absl::string_view text, int columns) {
  std::vector<Line> lines;
  int used = 0;
  for (const Word word : SplitWords(text)) {
    const int width = DisplayWidth(text.substr(word.begin, word.end - word.begin));
    if (lines.empty() || used + 1 + width > columns) {
      lines.emplace_back();
      used = width;
    } else {
      used += 1 + width;
    }
    lines.back().push_back(word);
  }
  return lines;
}

// Of each byte.
std::vector<Style> StylesOf(absl::string_view text, const std::vector<Mark>& marks) {
  std::vector<Style> styles(text.size(), Style::kPlain);
  for (const Mark mark : marks) {
    for (size_t at = mark.begin; at < std::min(mark.end, text.size()); ++at)
      styles[at] = std::max(styles[at], mark.style);
  }
  return styles;
}

// Appends pieces of a line with their styles, in two forms: with escape sequences, or with a line below.
class LineWriter {
 public:
  void Add(absl::string_view piece, Style style) {
    if (style != style_) absl::StrAppend(&escaped_, style_ == Style::kPlain ? "" : kReset, EscapeSequence(style));
    style_ = style;
    absl::StrAppend(&escaped_, piece);
    absl::StrAppend(&plain_, piece);
    below_.append(DisplayWidth(piece), Underline(style));
  }

  std::string Finish(int indent, bool terminal) {
    const std::string margin(indent, ' ');
    if (style_ != Style::kPlain) absl::StrAppend(&escaped_, kReset);
    if (terminal) return absl::StrCat(margin, escaped_, "\n");
    const absl::string_view below = absl::StripTrailingAsciiWhitespace(below_);
    if (below.empty()) return absl::StrCat(margin, plain_, "\n");
    return absl::StrCat(margin, plain_, "\n", margin, below, "\n");
  }

 private:
  std::string escaped_, plain_, below_;
  Style style_ = Style::kPlain;
};

// Cuts a word where a mark begins or ends.
void AddWord(absl::string_view text, Word word, const std::vector<Style>& styles, LineWriter& writer) {
  size_t begin = word.begin;
  for (size_t at = word.begin + 1; at <= word.end; ++at) {
    if (at < word.end && styles[at] == styles[begin]) continue;
    writer.Add(text.substr(begin, at - begin), styles[begin]);
    begin = at;
  }
}

std::string Styled(absl::string_view text, Style style, const TextLayout& layout) {
  return layout.terminal ? absl::StrCat(EscapeSequence(style), text, kReset) : std::string(text);
}

}  // namespace

std::string LayOutMarkedText(absl::string_view text, const std::vector<Mark>& marks, int indent,
                             const TextLayout& layout) {
  const std::vector<Style> styles = StylesOf(text, marks);
  std::string result;
  for (const Line& line : BreakLines(text, layout.width_columns - indent)) {
    LineWriter writer;
    for (size_t i = 0; i < line.size(); ++i) {
      if (i > 0) writer.Add(" ", std::min(styles[line[i].begin - 1], styles[line[i].begin]));
      AddWord(text, line[i], styles, writer);
    }
    absl::StrAppend(&result, writer.Finish(indent, layout.terminal));
  }
  return result;
}

std::string Bold(absl::string_view text, const TextLayout& layout) { return Styled(text, Style::kStrong, layout); }

std::string Dim(absl::string_view text, const TextLayout& layout) { return Styled(text, Style::kDim, layout); }

}  // namespace dateline::cli
