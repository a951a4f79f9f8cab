#include "ingest_service/extraction/quantities/quantity.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/annotated.h"
#include "tests/testing/plain_analysis.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Write(const text::Document& document, const Quantity& quantity) {
  return absl::StrCat(text::Slice(document.text, quantity.span), " = ", quantity.value, " ", quantity.unit,
                      quantity.approximate ? "~" : "", " of ", quantity.metric);
}

// "span = value unit of metric" of each quantity in the annotated line.
std::vector<std::string> Read(absl::string_view line) {
  const testing::Annotated annotated({line});
  std::vector<std::string> read;
  const std::vector<TimeExpression> times = FindTimes(annotated.document, annotated.analysis, std::nullopt);
  for (const Quantity& quantity : FindQuantities(annotated.document, annotated.analysis, times))
    read.push_back(Write(annotated.document, quantity));
  return read;
}

TEST(FindQuantities, CountsPersonsAndThings) {
  EXPECT_THAT(Read("More/JJR than/IN 1,000/CD people/NNS died/VBD"),
              ElementsAre("1,000 people = 1000 people~ of people"));
  EXPECT_THAT(Read("seven/CD health/NN facilities/NNS"),
              ElementsAre("seven health facilities = 7 facilities of health facilities"));
  EXPECT_THAT(Read("at/IN least/JJS 30/CD injured/JJ"), ElementsAre("30 injured = 30 people~ of injured"));
}

TEST(FindQuantities, ReadsMoneyForSomething) {
  EXPECT_THAT(Read("$/$ 50/CD billion/CD in/IN extra/JJ funding/NN"),
              ElementsAre("$ 50 billion = 5e+10 USD of extra funding"));
  EXPECT_THAT(Read("a/DT 38.8/CD million/CD euro/NN loan/NN"), ElementsAre("38.8 million euro = 3.88e+07 EUR of loan"));
}

TEST(FindQuantities, GoesOnFromTheCountBefore) {
  EXPECT_THAT(Read("36/CD nations/NNS signed/VBD ,/, only/RB 27/CD ratified/VBD"),
              ElementsAre("36 nations = 36 nations of nations", "27 = 27 nations of nations"));
}

TEST(FindQuantities, CountsMembersOfAGroup) {
  EXPECT_THAT(Read("two/CD of/IN the/DT victims/NNS died/VBD"), ElementsAre("two = 2 victims of victims"));
}

TEST(FindQuantities, ReadsNumbersBehindTheirNoun) {
  EXPECT_THAT(Read("a/DT magnitude/NN 6.3/CD was/VBD felt/VBN"), ElementsAre("6.3 = 6.3  of magnitude"));
  EXPECT_THAT(Read("many/JJ women/NNS ,/, 102/CD ,/, won/VBD"), ElementsAre("102 = 102 women of women"));
}

TEST(FindQuantities, ReadsCompounds) {
  EXPECT_THAT(Read("the/DT 55-member/JJ bloc/NN"), ElementsAre("55-member = 55 members of members"));
  EXPECT_THAT(Read("a/DT two-state/JJ solution/NN"), IsEmpty());
}

TEST(FindQuantities, TakesUnitsOfMeasurementForUnits) {
  EXPECT_THAT(Read("18,000/CD square/JJ kilometers/NNS of/IN territory/NN"),
              ElementsAre("18,000 square kilometers = 18000 square kilometers of territory"));
}

TEST(FindQuantities, ReadsTermsOfPrison) {
  EXPECT_THAT(Read("sentenced/VBN to/TO fourteen/CD years/NNS in/IN prison/NN"),
              ElementsAre("fourteen years = 14 years of prison"));
  EXPECT_THAT(Read("they/PRP waited/VBD for/IN fourteen/CD years/NNS"), IsEmpty());
}

TEST(FindQuantities, LeavesDatesAndNames) {
  EXPECT_THAT(Read("On/IN December/NNP 12/CD ,/, 2024/CD they/PRP met/VBD"), IsEmpty());
  EXPECT_THAT(Read("[ORGANIZATION Group/NNP of/IN 20/CD ] leaders/NNS met/VBD"), IsEmpty());
  EXPECT_THAT(Read("the/DT Boeing/NNP 737/CD jet/NN"), IsEmpty());
}

TEST(FindQuantities, LeavesKnownGroups) { EXPECT_THAT(Read("the/DT two/CD sides/NNS agreed/VBD"), IsEmpty()); }

TEST(FindQuantities, ReadsWhatGrowthMeasures) {
  const testing::Treebank bank(
      "bilateral bilateral ADJ JJ 2 amod\n"
      "trade trade NOUN NN 0 root\n"
      "recording record VERB VBG 2 acl\n"
      "growth growth NOUN NN 3 obj\n"
      "to to ADP IN 7 case\n"
      "around around ADV RB 7 advmod\n"
      "$ $ SYM $ 3 obl\n"
      "7 7 NUM CD 9 compound\n"
      "billion billion NUM CD 7 nummod\n");
  const std::vector<Quantity> quantities = FindQuantities(bank.document, bank.analysis, {});
  ASSERT_THAT(quantities, ::testing::SizeIs(1));
  EXPECT_EQ(quantities[0].metric, "bilateral trade");
  EXPECT_EQ(bank.TextOf(quantities[0].metric_span), "bilateral trade");
  EXPECT_EQ(quantities[0].value, 7e9);
  EXPECT_TRUE(quantities[0].approximate);
}

TEST(FindQuantities, WorksWithoutTags) {
  const text::Document document = testing::PlainDocument("They sent 24,000 masks to the troops.");
  const std::vector<Quantity> quantities = FindQuantities(document, testing::PlainAnalysis(document), {});
  ASSERT_THAT(quantities, ::testing::SizeIs(1));
  EXPECT_EQ(Write(document, quantities[0]), "24,000 masks = 24000 masks of masks");
}

TEST(FindQuantities, AnswersForHostileText) {
  std::string text;
  for (int i = 0; i < 5000; ++i)
    absl::StrAppend(&text, i % 3 ? "$5-7 " : "between 9 and ", i % 2 ? "thousand " : "of (");
  const text::Document document = testing::PlainDocument(text);
  for (const Quantity& quantity : FindQuantities(document, testing::PlainAnalysis(document), {})) {
    ASSERT_LT(quantity.span.begin_byte, quantity.span.end_byte);
    ASSERT_LE(quantity.span.end_byte, text.size());
  }
}

}  // namespace
}  // namespace dateline::extraction
