#include "ingest_service/text/character_references.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

constexpr size_t kLongestName = 32;  // bytes; the longest reference of HTML has 31

// The bytes that look like a character reference at the beginning of `source`; 0: none.
size_t ReferenceBytes(absl::string_view source) {
  size_t size = 1;
  if (size < source.size() && source[size] == '#') ++size;
  const size_t name_begin = size;
  while (size < source.size() && size - name_begin < kLongestName && absl::ascii_isalnum(source[size])) ++size;
  if (size == name_begin) return 0;
  return size < source.size() && source[size] == ';' ? size + 1 : size;
}

// Whether reading can go on with `text` at `source`: both end, or their next bytes agree as far as they are plain.
bool Continues(absl::string_view text, absl::string_view source) {
  constexpr size_t kEnough = 4;
  for (size_t i = 0; i < kEnough; ++i) {
    if (i >= source.size()) return i >= text.size();
    if (absl::StrContains("&<\r", source.substr(i, 1))) return true;
    if (i >= text.size() || source[i] != text[i]) return false;
  }
  return true;
}

size_t CodePointBytes(absl::string_view text, int code_points) {
  size_t size = 0;
  while (code_points-- > 0 && size < text.size()) NextCodePoint(text, &size);
  return size;
}

class Aligner {
 public:
  Aligner(absl::string_view text, absl::string_view source) : text_(text), source_(source) {}

  std::vector<AlignedPiece> Align() {
    while (text_at_ < text_.size()) {
      if (!Step()) {
        Add(text_.size() - text_at_, source_.size() - source_at_, false);
      }
    }
    return std::move(pieces_);
  }

 private:
  // Takes one piece or skips source that left no text; false: no way to go on.
  bool Step() {
    if (source_at_ >= source_.size()) return false;
    const char next = source_[source_at_];
    if (next == '&' && TakeReference()) return true;
    if (next == text_[text_at_]) return TakeCopy();
    if (next == '\r' && text_[text_at_] == '\n') return TakeLineBreak();
    if (next == '\0' && absl::StartsWith(text_.substr(text_at_), "\xEF\xBF\xBD")) return Add(3, 1, false);
    if (next == '<') {
      source_at_ = std::min(source_.find('>', source_at_), source_.size() - 1) + 1;
      return true;
    }
    if (next != '\0' && !absl::ascii_isspace(next)) return false;
    ++source_at_;
    return true;
  }

  bool Add(size_t text_bytes, size_t source_bytes, bool copied) {
    pieces_.push_back({text_at_, text_bytes, source_at_, source_bytes, copied});
    text_at_ += text_bytes;
    source_at_ += source_bytes;
    return true;
  }

  bool TakeCopy() {
    size_t size = 1;
    const size_t limit = std::min(text_.size() - text_at_, source_.size() - source_at_);
    while (size < limit && text_[text_at_ + size] == source_[source_at_ + size] && source_[source_at_ + size] != '&')
      ++size;
    return Add(size, size, true);
  }

  bool TakeLineBreak() {
    return Add(1, source_at_ + 1 < source_.size() && source_[source_at_ + 1] == '\n' ? 2 : 1, false);
  }

  bool TakeReference() {
    const absl::string_view source = source_.substr(source_at_), text = text_.substr(text_at_);
    const size_t longest = ReferenceBytes(source);
    if (longest == 0) return false;
    const absl::string_view reference = source.substr(0, longest);
    const bool is_ampersand = absl::StartsWith(reference, "&amp") || absl::StartsWith(reference, "&AMP");
    if (!is_ampersand && absl::StartsWith(text, reference)) return false;  // unknown to HTML: its own text
    if (reference.back() == ';') {
      const int code_points = Continues(text.substr(CodePointBytes(text, 1)), source.substr(longest)) ? 1 : 2;
      return Add(CodePointBytes(text, code_points), longest, false);
    }
    // A name without a semicolon may end before its letters do: "&copy2025".
    const size_t expanded = CodePointBytes(text, 1);
    for (size_t size = longest; size >= 3; --size) {
      if (Continues(text.substr(expanded), source.substr(size))) return Add(expanded, size, false);
    }
    return false;
  }

  absl::string_view text_;
  absl::string_view source_;
  size_t text_at_ = 0;
  size_t source_at_ = 0;
  std::vector<AlignedPiece> pieces_;
};

}  // namespace

std::vector<AlignedPiece> AlignWithSource(absl::string_view text, absl::string_view source) {
  return Aligner(text, source).Align();
}

}  // namespace dateline::text
