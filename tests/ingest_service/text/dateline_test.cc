#include "ingest_service/text/dateline.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

struct Expected {
  std::string place, agency, rest;
};

void ExpectDateline(const std::string& paragraph, const Expected& expected) {
  const auto dateline = ParseDateline(paragraph);
  ASSERT_TRUE(dateline.has_value()) << paragraph;
  EXPECT_EQ(dateline->place, expected.place);
  EXPECT_EQ(dateline->agency, expected.agency);
  EXPECT_EQ(paragraph.substr(dateline->size_bytes), expected.rest);
}

TEST(ParseDateline, ReadsAPlaceInCapitals) {
  ExpectDateline("HÀ NỘI — The minister left.", {"HÀ NỘI", "", "The minister left."});
  ExpectDateline("BAGHDAD - A convoy left.", {"BAGHDAD", "", "A convoy left."});
  ExpectDateline("KUALA LUMPUR: A convoy left.", {"KUALA LUMPUR", "", "A convoy left."});
}

TEST(ParseDateline, ReadsAPlaceWithItsAgency) {
  ExpectDateline("Hanoi (VNA) – The minister left.", {"Hanoi", "VNA", "The minister left."});
  ExpectDateline("WASHINGTON (AP) -- The minister left.", {"WASHINGTON", "AP", "The minister left."});
  ExpectDateline("KYIV, Ukraine (AP) — Drones fell.", {"KYIV, Ukraine", "AP", "Drones fell."});
}

TEST(ParseDateline, ReadsAPlaceWithADate) {
  ExpectDateline("PARIS, Jan 5 (Reuters) - Police left.", {"PARIS", "Reuters", "Police left."});
  ExpectDateline("Beijing, 5 January – Police left.", {"Beijing", "", "Police left."});
}

TEST(ParseDateline, ReadsTheDayWhenTheYearIsThere) {
  EXPECT_EQ(ParseDateline("PARIS, January 5, 2025 (AFP) — Police left.")->day, absl::CivilDay(2025, 1, 5));
  EXPECT_EQ(ParseDateline("PARIS, Jan 5 (AFP) — Police left.")->day, std::nullopt);
}

TEST(ParseDateline, ReadsAnAgencyAlone) {
  ExpectDateline("(VOVWORLD) - The minister left.", {"", "VOVWORLD", "The minister left."});
}

TEST(ParseDateline, LeavesADashInsideASentence) {
  EXPECT_FALSE(ParseDateline("Boris Johnson — Former mayor of London — won."));
  EXPECT_FALSE(ParseDateline("NATO — the alliance — agreed."));
  EXPECT_FALSE(ParseDateline("The talks - the first in years - ended."));
  EXPECT_FALSE(ParseDateline("UPDATE: Police left."));
  EXPECT_FALSE(ParseDateline(""));
}

}  // namespace
}  // namespace dateline::text
