#include "ingest_service/text/text_sketch.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "ingest_service/text/fold.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

constexpr size_t kShingleWords = 3;

// The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
constexpr uint64_t Mix(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
  return value ^ (value >> 31);
}

constexpr uint64_t kGoldenRatio = 0x9E3779B97F4A7C15;

constexpr std::array<uint64_t, kTextSketchBytes> Multipliers() {
  std::array<uint64_t, kTextSketchBytes> multipliers{};
  for (size_t i = 0; i < multipliers.size(); ++i) multipliers[i] = Mix((i + 1) * kGoldenRatio) | 1;
  return multipliers;
}

// Appends a hash of each word.
void AppendWords(absl::string_view text, std::vector<uint64_t>& words) {
  const std::string folded = Fold(text);
  bool inside_word = false;
  for (size_t at = 0; at < folded.size();) {
    const char32_t code_point = NextCodePoint(folded, &at);
    if (!u_isalnum(static_cast<UChar32>(code_point))) {
      inside_word = false;
      continue;
    }
    if (!inside_word) words.push_back(0);
    inside_word = true;
    words.back() = Mix(words.back() + kGoldenRatio + code_point);
  }
}

}  // namespace

std::string SketchText(const Document& document) {
  static constexpr std::array<uint64_t, kTextSketchBytes> kMultipliers = Multipliers();
  std::vector<uint64_t> words;
  for (const Block& block : document.blocks) AppendWords(Slice(document.text, block.span), words);
  if (words.empty()) return "";
  std::array<uint64_t, kTextSketchBytes> least;
  least.fill(std::numeric_limits<uint64_t>::max());
  const size_t length = std::min(words.size(), kShingleWords);
  for (size_t first = 0; first + length <= words.size(); ++first) {
    uint64_t shingle = 0;
    for (size_t i = first; i < first + length; ++i) shingle = Mix(shingle + kGoldenRatio + words[i]);
    for (size_t i = 0; i < least.size(); ++i) least[i] = std::min(least[i], shingle * kMultipliers[i]);
  }
  std::string sketch;
  for (const uint64_t value : least) sketch.push_back(static_cast<char>(Mix(value)));
  return sketch;
}

}  // namespace dateline::text
