#include "ingest_service/extraction/quantities/currency.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

std::string Sign(absl::string_view text) {
  const auto currency = CurrencySignAt(SentenceWords(text).words, 0);
  return currency ? std::string(currency->code) : "-";
}

std::string Name(absl::string_view text) {
  const auto currency = CurrencyNameAt(SentenceWords(text).words, 0);
  return currency ? std::string(currency->code) : "-";
}

TEST(CurrencySignAt, KnowsSigns) {
  EXPECT_EQ(Sign("$7"), "USD");
  EXPECT_EQ(Sign("US$7"), "USD");
  EXPECT_EQ(Sign("A$7"), "AUD");
  EXPECT_EQ(Sign("€7"), "EUR");
  EXPECT_EQ(Sign("VND 7"), "VND");
  EXPECT_EQ(Sign("7"), "-");
}

TEST(CurrencyNameAt, KnowsNames) {
  EXPECT_EQ(Name("dollars"), "USD");
  EXPECT_EQ(Name("Australian dollars"), "AUD");
  EXPECT_EQ(Name("Hong Kong dollars"), "HKD");
  EXPECT_EQ(Name("pounds"), "GBP");
  EXPECT_EQ(Name("Russian rubles"), "RUB");
  EXPECT_EQ(Name("RMB"), "CNY");
}

TEST(CurrencyNameAt, LeavesOtherWords) {
  EXPECT_EQ(Name("people"), "-");
  EXPECT_EQ(Name("votes for dollars"), "-");
}

}  // namespace
}  // namespace dateline::extraction
