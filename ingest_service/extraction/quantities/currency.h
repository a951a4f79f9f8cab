// The currencies that news names, by sign and by word.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_CURRENCY_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_CURRENCY_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {

// A currency at some words. `code` is ISO 4217.
struct Currency {
  absl::string_view code;
  int end = 0;  // behind its last word
};

// The currency before a number: "$", "US$", "A$", "€", "VND".
std::optional<Currency> CurrencySignAt(Words words, int at);

// The currency behind a number: "dollars", "US dollars", "Australian dollars", "euros", "yuan", "VND".
std::optional<Currency> CurrencyNameAt(Words words, int at);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_CURRENCY_H_
