#include "ingest_service/extraction/quantities/currency.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "ingest_service/extraction/quantities/quantity_words.h"

namespace dateline::extraction {
namespace {

using Row = std::pair<absl::string_view, absl::string_view>;  // a word, and the code of the currency that it names

template <size_t kSize>
absl::string_view CodeOf(const Row (&rows)[kSize], absl::string_view word) {
  for (const auto& [named, code] : rows) {
    if (word == named) return code;
  }
  return {};
}

absl::string_view CodeWritten(const Word& word) {
  if (!word.capitalized) return {};
  const std::string upper = absl::AsciiStrToUpper(word.lower);
  for (absl::string_view code : quantity_words::kCurrencyCode) {
    if (upper == code) return code == "RMB" ? "CNY" : code;
  }
  return {};
}

}  // namespace

std::optional<Currency> CurrencySignAt(Words words, int at) {
  if (At(words, at + 1).lower == "$" && At(words, at + 1).glued) {
    const absl::string_view code = CodeOf(quantity_words::kDollarPrefix, At(words, at).lower);
    if (!code.empty()) return Currency{code, at + 2};
  }
  if (const absl::string_view code = CodeOf(quantity_words::kCurrencySign, At(words, at).lower); !code.empty())
    return Currency{code, at + 1};
  if (const absl::string_view code = CodeWritten(At(words, at)); !code.empty()) return Currency{code, at + 1};
  if (ReadsAny(words, at, {"rs"})) return Currency{"INR", Reads(words, at + 1, ".") ? at + 2 : at + 1};
  return std::nullopt;
}

std::optional<Currency> CurrencyNameAt(Words words, int at) {
  if (const absl::string_view code = CodeWritten(At(words, at)); !code.empty()) return Currency{code, at + 1};
  for (int skipped = 0; skipped <= 2; ++skipped) {
    absl::string_view word = At(words, at + skipped).lower;
    absl::string_view name = CodeOf(quantity_words::kCurrencyName, word);
    if (name.empty() && absl::ConsumeSuffix(&word, "s")) name = CodeOf(quantity_words::kCurrencyName, word);
    if (name.empty()) continue;
    if (skipped == 0) return Currency{name, at + 1};
    const absl::string_view kind = CodeOf(quantity_words::kDollarKind, At(words, at + skipped - 1).lower);
    if (name != "USD")
      return skipped == 1 && At(words, at).capitalized ? std::optional<Currency>({name, at + 2}) : std::nullopt;
    return kind.empty() ? std::nullopt : std::optional<Currency>({kind, at + skipped + 1});
  }
  return std::nullopt;
}

}  // namespace dateline::extraction
