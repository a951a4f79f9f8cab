#include "cli/marked_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/display_width.h"

namespace dateline::cli {
namespace {

constexpr absl::string_view kUnderline = "\x1b[4m";
constexpr absl::string_view kBold = "\x1b[1m";
constexpr absl::string_view kDim = "\x1b[2m";
constexpr absl::string_view kReset = "\x1b[0m";

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

bool IsMarked(size_t at, const std::vector<Mark>& marks) {
  return std::any_of(marks.begin(), marks.end(), [at](Mark mark) { return mark.begin <= at && at < mark.end; });
}

// Appends pieces of a line that are marked or not, in two forms: with escape sequences, or with a line of tildes below.
class LineWriter {
 public:
  void Add(absl::string_view piece, bool marked) {
    if (marked != marked_) absl::StrAppend(&escaped_, marked ? kUnderline : kReset);
    marked_ = marked;
    absl::StrAppend(&escaped_, piece);
    absl::StrAppend(&plain_, piece);
    tildes_.append(DisplayWidth(piece), marked ? '~' : ' ');
  }

  std::string Finish(int indent, bool terminal) {
    const std::string margin(indent, ' ');
    if (marked_) absl::StrAppend(&escaped_, kReset);
    if (terminal) return absl::StrCat(margin, escaped_, "\n");
    const absl::string_view below = absl::StripTrailingAsciiWhitespace(tildes_);
    if (below.empty()) return absl::StrCat(margin, plain_, "\n");
    return absl::StrCat(margin, plain_, "\n", margin, below, "\n");
  }

 private:
  std::string escaped_, plain_, tildes_;
  bool marked_ = false;
};

// Cuts a word where a mark begins or ends.
void AddWord(absl::string_view text, Word word, const std::vector<Mark>& marks, LineWriter& writer) {
  size_t begin = word.begin;
  for (size_t at = word.begin + 1; at <= word.end; ++at) {
    if (at < word.end && IsMarked(at, marks) == IsMarked(begin, marks)) continue;
    writer.Add(text.substr(begin, at - begin), IsMarked(begin, marks));
    begin = at;
  }
}

}  // namespace

std::string LayOutMarkedText(absl::string_view text, const std::vector<Mark>& marks, int indent,
                             const TextLayout& layout) {
  std::string result;
  for (const Line& line : BreakLines(text, layout.width_columns - indent)) {
    LineWriter writer;
    for (size_t i = 0; i < line.size(); ++i) {
      const bool inside = i > 0 && IsMarked(line[i].begin, marks) && IsMarked(line[i].begin - 1, marks);
      if (i > 0) writer.Add(" ", inside);
      AddWord(text, line[i], marks, writer);
    }
    absl::StrAppend(&result, writer.Finish(indent, layout.terminal));
  }
  return result;
}

std::string Bold(absl::string_view text, const TextLayout& layout) {
  return layout.terminal ? absl::StrCat(kBold, text, kReset) : std::string(text);
}

std::string Dim(absl::string_view text, const TextLayout& layout) {
  return layout.terminal ? absl::StrCat(kDim, text, kReset) : std::string(text);
}

}  // namespace dateline::cli
