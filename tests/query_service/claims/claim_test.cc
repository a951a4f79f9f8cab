#include "query_service/claims/claim.h"

#include <algorithm>
#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/claims/example_assertions.h"

namespace dateline::claims {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

Testimony Says(const v1::Fact& fact, const std::string& article, const std::string& publisher) {
  Testimony testimony;
  testimony.article = "articles/" + article;
  testimony.fact = testimony.article + "/facts/" + std::to_string(fact.quantity().value());
  testimony.assertion = Asserted(fact);
  if (!publisher.empty()) testimony.origin.sources = {publisher};
  return testimony;
}

TEST(VersionsOf, AFactThatNobodyElseTellsHasOneSource) {
  const auto versions = VersionsOf({Says(Deaths(39), "a", "post")});
  ASSERT_THAT(versions, SizeIs(1));
  EXPECT_THAT(versions[0].testimonies, ElementsAre(0));
  EXPECT_EQ(versions[0].independent_sources, 1);
}

TEST(VersionsOf, WhatOnePublisherSaysTwiceCountsOnce) {
  const auto versions =
      VersionsOf({Says(Deaths(39), "a", "post"), Says(Deaths(39), "b", "herald"), Says(Deaths(39), "c", "post")});
  ASSERT_THAT(versions, SizeIs(1));
  EXPECT_THAT(versions[0].testimonies, ElementsAre(0, 1, 2));
  EXPECT_EQ(versions[0].independent_sources, 2);
}

TEST(VersionsOf, WhatIsSaidOtherwiseIsAnotherVersionAndTheBestSupportedIsFirst) {
  const auto versions = VersionsOf({Says(Deaths(39), "a", "post"), Says(Deaths(20), "b", "herald"),
                                    Says(Deaths(20), "c", "gazette"), Says(Deaths(90), "d", "times")});
  ASSERT_THAT(versions, SizeIs(3));
  EXPECT_THAT(versions[0].testimonies, ElementsAre(1, 2));
  EXPECT_EQ(versions[0].independent_sources, 2);
  EXPECT_THAT(versions[1].testimonies, ElementsAre(0));  // of equals the one asked about
  EXPECT_THAT(versions[2].testimonies, ElementsAre(3));
}

TEST(VersionsOf, OtherFactsOfTheArticleDoNotCount) {
  EXPECT_THAT(VersionsOf({Says(Deaths(39), "a", "post"), Says(Deaths(20), "a", "post")}), SizeIs(1));
}

TEST(VersionsOf, AnArticleWithoutAPublisherIsOneSource) {
  v1::Fact again = Deaths(39);
  again.mutable_quantity()->set_value(39.5);
  const auto versions =
      VersionsOf({Says(Deaths(39), "a", ""), Says(Deaths(39), "b", ""), Says(again, "b", ""), Says(again, "c", "")});
  ASSERT_THAT(versions, SizeIs(1));
  EXPECT_EQ(versions[0].independent_sources, 3);
}

TEST(VersionsOf, DoesNotDependOnTheOrderInWhichArticlesCame) {
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    std::vector<Testimony> testimonies;
    for (int i = 0; i < 30; ++i) {
      testimonies.push_back(Says(Deaths(static_cast<double>(20 + random() % 5)), std::to_string(i % 20),
                                 "p" + std::to_string(random() % 8)));
      testimonies.back().fact += std::to_string(i);
    }
    const auto names_of = [](const std::vector<Version>& versions, const std::vector<Testimony>& all) {
      std::vector<std::vector<std::string>> names;
      for (const Version& version : versions) {
        names.emplace_back();
        for (const int index : version.testimonies) names.back().push_back(all[index].fact);
        names.back().push_back(std::to_string(version.independent_sources));
      }
      return names;
    };
    const auto expected = names_of(VersionsOf(testimonies), testimonies);
    std::shuffle(testimonies.begin() + 1, testimonies.end(), random);
    EXPECT_EQ(names_of(VersionsOf(testimonies), testimonies), expected);
  }
}

}  // namespace
}  // namespace dateline::claims
