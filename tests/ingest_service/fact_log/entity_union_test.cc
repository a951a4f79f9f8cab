#include "ingest_service/fact_log/entity_union.h"

#include <algorithm>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/article_samples.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::SampleEntity;

constexpr char kName[] = "entities/p-son";

TEST(AddKnowledge, KeepsEveryNameOnce) {
  v1::Entity known = SampleEntity(kName, "Bùi Thanh Sơn", {"Sơn"});
  EXPECT_TRUE(AddKnowledge(SampleEntity(kName, "Bui Thanh Son", {"Son", "Sơn"}), known));
  EXPECT_EQ(known.display_name(), "Bùi Thanh Sơn");
  EXPECT_EQ(std::vector<std::string>(known.aliases().begin(), known.aliases().end()),
            (std::vector<std::string>{"Bui Thanh Son", "Son", "Sơn"}));
}

TEST(AddKnowledge, SaysWhenNothingIsNew) {
  v1::Entity known = SampleEntity(kName, "Bùi Thanh Sơn", {"Sơn"});
  const std::string before = known.SerializeAsString();
  EXPECT_FALSE(AddKnowledge(SampleEntity(kName, "Bùi Thanh Sơn", {"Sơn"}), known));
  EXPECT_FALSE(AddKnowledge(SampleEntity(kName, "Sơn"), known));
  EXPECT_EQ(known.SerializeAsString(), before);
}

TEST(AddKnowledge, LearnsACountry) {
  v1::Entity known = SampleEntity(kName, "Sơn");
  v1::Entity seen = known;
  seen.set_country_code("VN");
  EXPECT_TRUE(AddKnowledge(seen, known));
  EXPECT_EQ(known.country_code(), "VN");
  seen.clear_country_code();
  EXPECT_FALSE(AddKnowledge(seen, known));
}

TEST(AddKnowledge, DoesNotDependOnTheOrder) {
  std::vector<v1::Entity> seen = {SampleEntity(kName, "Bui Thanh Son", {"Son"}), SampleEntity(kName, "Bùi Thanh Sơn"),
                                  SampleEntity(kName, "Sơn"), SampleEntity(kName, "Bui Thanh Sơn", {"FM Son"})};
  seen[0].set_country_code("VN");
  seen[2].set_country_code("KH");
  std::vector<size_t> order = {0, 1, 2, 3};
  std::string first;
  do {
    v1::Entity known;
    known.set_name(kName);
    for (const size_t i : order) AddKnowledge(seen[i], known);
    if (first.empty()) first = known.SerializeAsString();
    EXPECT_EQ(known.SerializeAsString(), first) << known.DebugString();
  } while (std::next_permutation(order.begin(), order.end()));
}

}  // namespace
}  // namespace dateline::fact_log
