#include "cli/counterpart_graph.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::Counterpart Met(const std::string& name, int64_t fact_count) {
  v1::Counterpart counterpart;
  counterpart.set_entity("entities/person." + name);
  counterpart.set_display_name(name);
  counterpart.set_fact_count(fact_count);
  v1::FactTypeCount* count = counterpart.add_fact_type_counts();
  count->set_kind(v1::FACT_KIND_EVENT);
  count->set_event_type(v1::EVENT_TYPE_CONSULT);
  count->set_fact_count(fact_count);
  return counterpart;
}

TEST(CounterpartGraph, OfNobodyIsNothing) { EXPECT_EQ(CounterpartGraph("Lee", {}), ""); }

TEST(CounterpartGraph, DrawsWiderLinesForMoreFacts) {
  const std::string svg = CounterpartGraph("Lee & Co", {Met("Ann", 100), Met("Bo <b>", 1)});
  EXPECT_THAT(svg, HasSubstr("stroke-width=\"10.0\""));
  EXPECT_THAT(svg, HasSubstr("stroke-width=\"1.0\""));
  EXPECT_THAT(svg, HasSubstr("100 · consult 100"));
  EXPECT_THAT(svg, HasSubstr("Bo &lt;b&gt;"));
  EXPECT_THAT(svg, HasSubstr("Counterparts of Lee &amp; Co"));
}

TEST(CounterpartGraph, ShowsTwelveAndCutsLongNamesAtCharacters) {
  std::vector<v1::Counterpart> many(20, Met("x", 1));
  many[0] = Met(std::string(40, 'a'), 2);
  many[11].set_display_name("twelfth");
  many[12].set_display_name("thirteenth");
  const std::string svg = CounterpartGraph("Lee", many);
  EXPECT_THAT(svg, HasSubstr("twelfth"));
  EXPECT_THAT(svg, Not(HasSubstr("thirteenth")));
  EXPECT_THAT(svg, HasSubstr(">" + std::string(26, 'a') + "…<"));
}

}  // namespace
}  // namespace dateline::cli
