#include "cli/fact_text.h"

#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

constexpr TextLayout kPipe = {.width_columns = 60, .terminal = false};

TEST(FactText, ShowsWhoWhenWhereAndTheWordsThatSaySo) {
  EXPECT_EQ(FactText(MeetingFact(), kPipe), R"(EVENT consult (meet), actual, confidence 0.85
  actor        Bùi Thanh Sơn (person, VN), here "He"
  recipient    Anna Kovač
  when         2026-01-05, "Monday"
  where        Hanoi
    He met Anna Kovač in Hanoi on Monday.
       ~~~
  fact         articles/a1/facts/f1
  evidence     bytes 8 to 46
)");
}

TEST(FactSummary, ShowsFigure) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_QUANTITY);
  fact.set_modality(v1::MODALITY_ACTUAL);
  fact.mutable_quantity()->set_metric("bilateral trade");
  fact.mutable_quantity()->set_value(7e9);
  fact.mutable_quantity()->set_value_max(8e9);
  fact.mutable_quantity()->set_unit("USD");
  fact.mutable_quantity()->set_approximate(true);
  EXPECT_EQ(FactSummary(fact, 0, kPipe),
            "QUANTITY, actual, confidence 0.00\n"
            "  figure       bilateral trade: about 7000000000 to\n"
            "               8000000000 USD\n");
}

TEST(FactSummary, ShowsOfficeAndWhoseWordItIs) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_OFFICE);
  fact.set_modality(v1::MODALITY_ACTUAL);
  fact.mutable_office()->set_title("Deputy PM");
  fact.mutable_office()->set_normalized_title("Deputy Prime Minister");
  fact.mutable_attribution()->mutable_speaker()->set_display_name("Lan");
  fact.mutable_attribution()->set_cue("said");
  EXPECT_EQ(FactSummary(fact, 2, kPipe),
            "  OFFICE, actual, confidence 0.00\n"
            "    office       Deputy Prime Minister, here \"Deputy PM\"\n"
            "    by word of   Lan, \"said\"\n");
}

TEST(FactSummary, SaysThatSomethingDidNotHappen) {
  v1::Fact fact = AgreementFact();
  fact.set_negated(true);
  EXPECT_EQ(FactSummary(fact, 0, kPipe),
            "EVENT agree, denied or not so, actual, confidence 0.50\n"
            "  what         rice\n");
}

TEST(EvidenceText, UnderlinesTriggerInReadableWordsOfMarkup) {
  v1::Fact fact;
  fact.mutable_evidence()->set_text("A &amp; B <b>met</b>.");
  fact.mutable_evidence()->set_plain_text("A & B met.");
  fact.mutable_trigger()->set_text("met");
  const v1::Fact* facts[] = {&fact};
  EXPECT_EQ(EvidenceText(facts, 0, kPipe), "A & B met.\n      ~~~\n");
}

TEST(EvidenceText, UnderlinesEveryTriggerOfTheSentence) {
  const v1::Fact meeting = MeetingFact();
  v1::Fact visit = MeetingFact();
  *visit.mutable_trigger() = SpanOf("in Hanoi");
  const v1::Fact* facts[] = {&meeting, &visit};
  EXPECT_EQ(EvidenceText(facts, 0, kPipe),
            "He met Anna Kovač in Hanoi on Monday.\n"
            "   ~~~            ~~~~~~~~\n");
}

}  // namespace
}  // namespace dateline::cli
