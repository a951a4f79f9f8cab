#include "ingest_service/extraction/quantities/currency.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace dateline::extraction {
namespace {

struct Row {
  absl::string_view word, code;
};

constexpr Row kSigns[] = {{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"},   {"¥", "JPY"}, {"₫", "VND"},
                          {"₹", "INR"}, {"₩", "KRW"}, {"₽", "RUB"}, {"₺", "TRY"}, {"₱", "PHP"},
                          {"฿", "THB"}, {"₦", "NGN"}, {"₪", "ILS"}};

// Letters glued before "$".
constexpr Row kDollarPrefixes[] = {{"us", "USD"}, {"a", "AUD"},  {"au", "AUD"}, {"c", "CAD"},  {"ca", "CAD"},
                                   {"hk", "HKD"}, {"nz", "NZD"}, {"s", "SGD"},  {"nt", "TWD"}, {"r", "BRL"}};

constexpr Row kNames[] = {
    {"dollar", "USD"}, {"euro", "EUR"},   {"pound", "GBP"},   {"yuan", "CNY"},   {"renminbi", "CNY"}, {"yen", "JPY"},
    {"won", "KRW"},    {"dong", "VND"},   {"đồng", "VND"},    {"baht", "THB"},   {"ringgit", "MYR"},  {"rupiah", "IDR"},
    {"kip", "LAK"},    {"riel", "KHR"},   {"ruble", "RUB"},   {"rouble", "RUB"}, {"rupee", "INR"},    {"taka", "BDT"},
    {"kyat", "MMK"},   {"lira", "TRY"},   {"rand", "ZAR"},    {"naira", "NGN"},  {"real", "BRL"},     {"reais", "BRL"},
    {"zloty", "PLN"},  {"forint", "HUF"}, {"hryvnia", "UAH"}, {"shekel", "ILS"}, {"riyal", "SAR"},    {"dirham", "AED"},
    {"tenge", "KZT"}};

// Words before "dollar" that say which.
constexpr Row kDollarKinds[] = {{"us", "USD"},        {"american", "USD"}, {"australian", "AUD"}, {"canadian", "CAD"},
                                {"singapore", "SGD"}, {"taiwan", "TWD"},   {"zealand", "NZD"},    {"kong", "HKD"}};

constexpr std::array<absl::string_view, 30> kCodes = {
    "USD", "EUR", "GBP", "CNY", "RMB", "JPY", "KRW", "VND", "THB", "MYR", "IDR", "LAK", "KHR", "RUB", "INR",
    "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "CHF", "SEK", "NOK", "DKK", "TRY", "ZAR", "BRL", "PHP", "AED"};

template <size_t kSize>
absl::string_view CodeOf(const Row (&rows)[kSize], absl::string_view word) {
  for (const Row& row : rows) {
    if (word == row.word) return row.code;
  }
  return {};
}

absl::string_view CodeWritten(const Word& word) {
  if (!word.capitalized) return {};
  const std::string upper = absl::AsciiStrToUpper(word.lower);
  for (absl::string_view code : kCodes) {
    if (upper == code) return code == "RMB" ? "CNY" : code;
  }
  return {};
}

}  // namespace

std::optional<Currency> CurrencySignAt(Words words, int at) {
  if (At(words, at + 1).lower == "$" && At(words, at + 1).glued) {
    const absl::string_view code = CodeOf(kDollarPrefixes, At(words, at).lower);
    if (!code.empty()) return Currency{code, at + 2};
  }
  if (const absl::string_view code = CodeOf(kSigns, At(words, at).lower); !code.empty()) return Currency{code, at + 1};
  if (const absl::string_view code = CodeWritten(At(words, at)); !code.empty()) return Currency{code, at + 1};
  if (ReadsAny(words, at, {"rs"})) return Currency{"INR", Reads(words, at + 1, ".") ? at + 2 : at + 1};
  return std::nullopt;
}

std::optional<Currency> CurrencyNameAt(Words words, int at) {
  if (const absl::string_view code = CodeWritten(At(words, at)); !code.empty()) return Currency{code, at + 1};
  for (int skipped = 0; skipped <= 2; ++skipped) {
    absl::string_view word = At(words, at + skipped).lower;
    absl::string_view name = CodeOf(kNames, word);
    if (name.empty() && absl::ConsumeSuffix(&word, "s")) name = CodeOf(kNames, word);
    if (name.empty()) continue;
    if (skipped == 0) return Currency{name, at + 1};
    const absl::string_view kind = CodeOf(kDollarKinds, At(words, at + skipped - 1).lower);
    if (name != "USD")
      return skipped == 1 && At(words, at).capitalized ? std::optional<Currency>({name, at + 2}) : std::nullopt;
    return kind.empty() ? std::nullopt : std::optional<Currency>({kind, at + skipped + 1});
  }
  return std::nullopt;
}

}  // namespace dateline::extraction
