#include "ingest_service/text/paragraphs.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

constexpr size_t kWidestWrappedLine = 100;    // columns
constexpr size_t kNarrowestWrappedLine = 40;  // columns

struct Line {
  absl::string_view content;  // without the white space around it
  size_t columns = 0;         // of `content`
  size_t first_word_columns = 0;
  bool indented = false;
};

Line MakeLine(absl::string_view raw) {
  Line line;
  line.content = StripSpace(raw);
  line.columns = CountCodePoints(line.content);
  line.first_word_columns = CountCodePoints(line.content.substr(0, line.content.find(' ')));
  line.indented = !raw.empty() && !line.content.empty() && line.content.data() != raw.data();
  return line;
}

std::vector<Line> SplitLines(absl::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.push_back(MakeLine(text.substr(0, end)));
    text.remove_prefix(end);
    if (!absl::ConsumePrefix(&text, "\r\n") && !text.empty()) text.remove_prefix(1);
  }
  return lines;
}

bool EndsSentence(absl::string_view line) {
  for (absl::string_view closer : {"\"", "'", ")", "]", "”", "’", "»"}) absl::ConsumeSuffix(&line, closer);
  return absl::EndsWith(line, ".") || absl::EndsWith(line, "!") || absl::EndsWith(line, "?") ||
         absl::EndsWith(line, ":") || absl::EndsWith(line, "…");
}

// Whether the first word of `next` had no room left on `line`.
bool IsFull(const Line& line, const Line& next, size_t width) {
  return line.columns >= kNarrowestWrappedLine && line.columns + 1 + next.first_word_columns > width;
}

// The width at which the text is wrapped; 0: it is not. The widest of all lines but the top tenth sets the width: one
// long address on a line of its own does not hide the wrapping of the rest.
size_t WrapWidth(const std::vector<Line>& lines) {
  std::vector<size_t> columns;
  for (const Line& line : lines) {
    if (!line.content.empty()) columns.push_back(line.columns);
  }
  if (columns.size() < 2) return 0;
  const size_t rank = (columns.size() - 1) * 9 / 10;
  std::nth_element(columns.begin(), columns.begin() + rank, columns.end());
  const size_t width = columns[rank];
  if (width > kWidestWrappedLine || width < kNarrowestWrappedLine) return 0;

  size_t breaks = 0, full = 0, inside_sentence = 0;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].content.empty() || lines[i + 1].content.empty()) continue;
    ++breaks;
    if (!IsFull(lines[i], lines[i + 1], width)) continue;
    ++full;
    if (!EndsSentence(lines[i].content)) ++inside_sentence;
  }
  return full * 2 >= breaks && inside_sentence * 2 >= full && inside_sentence > 0 ? width : 0;
}

absl::string_view WithoutBullet(absl::string_view line) {
  for (absl::string_view bullet : {"- ", "* ", "• ", "•", "– ", "— ", "· ", "▪ "}) {
    if (absl::ConsumePrefix(&line, bullet)) return StripSpace(line);
  }
  return line;
}

}  // namespace

std::vector<Block> SplitParagraphs(absl::string_view text) {
  const std::vector<Line> lines = SplitLines(text);
  const size_t width = WrapWidth(lines);
  std::vector<Block> blocks;
  for (size_t i = 0; i < lines.size(); ++i) {
    const absl::string_view content = WithoutBullet(lines[i].content);
    if (content.empty()) continue;
    const auto begin_byte = static_cast<uint32_t>(content.data() - text.data());
    const auto end_byte = static_cast<uint32_t>(begin_byte + content.size());
    const bool goes_on = width > 0 && i > 0 && !lines[i - 1].content.empty() && !blocks.empty() &&
                         IsFull(lines[i - 1], lines[i], width) && (lines[i - 1].indented || !lines[i].indented);
    if (goes_on) {
      blocks.back().span.end_byte = end_byte;
    } else {
      blocks.push_back({{begin_byte, end_byte}});
    }
  }
  return blocks;
}

}  // namespace dateline::text
