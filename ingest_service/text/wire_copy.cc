#include "ingest_service/text/wire_copy.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "ingest_service/text/calendar_date.h"
#include "ingest_service/text/closing.h"
#include "ingest_service/text/dateline.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

constexpr size_t kLeadBlocks = 4;        // date line, headline, byline and first paragraph, in any order
constexpr size_t kClosingBlocks = 8;     // signatures, credits and notices behind the last paragraph
constexpr size_t kLongestHeadline = 25;  // words
constexpr size_t kLongestByline = 100;   // bytes

void SetIfUnknown(std::string& field, absl::string_view value) {
  if (field.empty()) field = std::string(value);
}

size_t CountWords(absl::string_view text) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  return words.size();
}

// Moves the block's beginning to `rest`, a part of its text up to its end; true: nothing is left of it.
bool BeginAt(Block& block, const Document& document, absl::string_view rest) {
  block.span.begin_byte =
      static_cast<uint32_t>(rest.empty() ? block.span.end_byte : rest.data() - document.text.data());
  return rest.empty();
}

// "date 2025-08-16 Agreeing with ...": some feeds put the date in front of the text.
void ReadDatePrefix(Document& document) {
  Block& block = document.blocks.front();
  absl::string_view text = Slice(document.text, block.span);
  if (!absl::StartsWithIgnoreCase(text, "date ") && !absl::StartsWithIgnoreCase(text, "date:")) return;
  text = StripSpace(text.substr(5));
  const auto day = ParseCalendarDate(text.substr(0, text.find_first_of(" \t\r\n")));
  if (!day) return;
  if (!document.published) document.published = day;
  const absl::string_view rest = StripSpace(text.substr(std::min(text.find_first_of(" \t\r\n"), text.size())));
  if (BeginAt(block, document, rest)) document.blocks.erase(document.blocks.begin());
}

// A line that is a date: "Friday, January 4, 2019", "Published: 16 August 2025".
bool IsDateLine(Document& document, absl::string_view text) {
  for (absl::string_view label : {"Published on", "Published", "Posted on", "Posted", "Updated", "Date"}) {
    if (!absl::StartsWithIgnoreCase(text, label)) continue;
    text = StripSpace(text.substr(label.size()));
    absl::ConsumePrefix(&text, ":");
    break;
  }
  const auto day = ParseCalendarDate(text);
  if (day && !document.published) document.published = day;
  return day.has_value();
}

bool IsBylineLine(Document& document, absl::string_view text) {
  if (text.size() > kLongestByline || absl::EndsWith(text, ".")) return false;
  if (!absl::ConsumePrefix(&text, "By ") && !absl::ConsumePrefix(&text, "BY ")) return false;
  SetIfUnknown(document.byline, StripSpace(text));
  return true;
}

void ReadLeadLines(Document& document) {
  auto& blocks = document.blocks;
  const auto end = blocks.begin() + static_cast<ptrdiff_t>(std::min(kLeadBlocks, blocks.size()));
  const auto kept = std::remove_if(blocks.begin(), end, [&](const Block& block) {
    const absl::string_view text = Slice(document.text, block.span);
    return IsDateLine(document, text) || IsBylineLine(document, text);
  });
  blocks.erase(kept, end);
}

bool IsHeadline(absl::string_view text) {
  const bool ends_sentence = absl::EndsWith(text, ".") || absl::EndsWith(text, ".\"") || absl::EndsWith(text, ".”");
  return !ends_sentence && CountWords(text) <= kLongestHeadline;
}

void ReadTitle(Document& document) {
  if (document.blocks.size() < 2) return;
  const absl::string_view text = Slice(document.text, document.blocks.front().span);
  if (IsHeadline(text)) SetIfUnknown(document.title, text);
}

void ReadDateline(Document& document) {
  const size_t end = std::min(kLeadBlocks, document.blocks.size());
  for (size_t i = 0; i < end; ++i) {
    Block& block = document.blocks[i];
    const absl::string_view text = Slice(document.text, block.span);
    const auto dateline = ParseDateline(text);
    if (!dateline) continue;
    SetIfUnknown(document.dateline_place, dateline->place);
    SetIfUnknown(document.byline, dateline->agency);
    if (!document.published) document.published = dateline->day;
    BeginAt(block, document, text.substr(dateline->size_bytes));
    return;
  }
}

void ReadClosing(Document& document) {
  std::string credit;
  for (size_t i = 0; i < kClosingBlocks && document.blocks.size() > 1; ++i) {
    const absl::string_view text = Slice(document.text, document.blocks.back().span);
    if (!IsClosingLine(text)) break;
    if (!CreditOf(text).empty()) credit = std::string(CreditOf(text));
    document.blocks.pop_back();
  }
  Block& last = document.blocks.back();
  const SignedParagraph split = SplitSignature(Slice(document.text, last.span));
  last.span.end_byte = last.span.begin_byte + static_cast<uint32_t>(split.text_bytes);
  SetIfUnknown(document.byline, split.signature);
  SetIfUnknown(document.byline, credit);
}

}  // namespace

void ReadWireCopy(Document& document) {
  if (document.blocks.empty()) return;
  ReadDatePrefix(document);
  ReadLeadLines(document);
  if (document.blocks.empty()) return;
  ReadTitle(document);
  ReadDateline(document);
  ReadClosing(document);
}

}  // namespace dateline::text
