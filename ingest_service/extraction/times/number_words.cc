#include "ingest_service/extraction/times/number_words.h"

#include <array>
#include <cstddef>
#include <utility>

namespace dateline::extraction {
namespace {

constexpr std::array<absl::string_view, 20> kBelowTwenty = {
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<absl::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                    "sixty",  "seventy", "eighty", "ninety"};
constexpr std::array<absl::string_view, 20> kOrdinals = {
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
constexpr std::pair<absl::string_view, int64_t> kScales[] = {
    {"dozen", 12},          {"hundred", 100},           {"thousand", 1'000},
    {"million", 1'000'000}, {"billion", 1'000'000'000}, {"trillion", 1'000'000'000'000},
    {"hundreds", 100},      {"thousands", 1'000},       {"mln", 1'000'000},
    {"bln", 1'000'000'000}};

}  // namespace

std::optional<int> SmallNumberOf(absl::string_view word) {
  for (size_t i = 0; i < kBelowTwenty.size(); ++i) {
    if (word == kBelowTwenty[i]) return static_cast<int>(i);
  }
  for (size_t i = 0; i < kTens.size(); ++i) {
    if (word == kTens[i]) return static_cast<int>(20 + 10 * i);
  }
  return std::nullopt;
}

std::optional<int64_t> ScaleOf(absl::string_view word) {
  for (const auto& [name, factor] : kScales) {
    if (word == name) return factor;
  }
  return std::nullopt;
}

std::optional<int> OrdinalOf(absl::string_view word) {
  for (size_t i = 0; i < kOrdinals.size(); ++i) {
    if (word == kOrdinals[i]) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

}  // namespace dateline::extraction
