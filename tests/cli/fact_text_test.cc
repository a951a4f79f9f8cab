#include "cli/fact_text.h"

#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

constexpr TextLayout kPipe = {.width_columns = 60, .terminal = false};

TEST(FactText, ShowsWhoWhenWhereAndTheWordsThatSaySo) {
  EXPECT_EQ(FactText(MeetingFact(), kPipe), R"(EVENT consult (meet), "met", confidence 0.85
  actor        Bùi Thanh Sơn (person, VN), here "He"
  recipient    Anna Kovač
  when         2026-01-05, "Monday"
  where        Hanoi
    He met Anna Kovač in Hanoi on Monday.
    -- ~~~ ----------             ------
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
            "QUANTITY bilateral trade: about 7,000,000,000 to\n"
            "8,000,000,000 USD, confidence 0.00\n");
}

TEST(FactSummary, SaysWhatIsCountedOnce) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_QUANTITY);
  fact.set_modality(v1::MODALITY_ACTUAL);
  fact.mutable_quantity()->set_metric("years");
  fact.mutable_quantity()->set_value(6);
  fact.mutable_quantity()->set_unit("years");
  EXPECT_EQ(FactSummary(fact, 0, kPipe), "QUANTITY 6 years, confidence 0.00\n");
}

TEST(FactSummary, LabelsARoleOnce) {
  v1::Fact fact = MeetingFact();
  fact.mutable_participants(1)->set_role(v1::PARTICIPANT_ROLE_ACTOR);
  EXPECT_EQ(FactSummary(fact, 0, kPipe),
            "EVENT consult (meet), \"met\", confidence 0.85\n"
            "  actor        Bùi Thanh Sơn (person, VN), here \"He\"\n"
            "               Anna Kovač\n"
            "  when         2026-01-05, \"Monday\"\n"
            "  where        Hanoi\n");
}

TEST(FactSummary, DoesNotRepeatTheNameWithItsTitle) {
  v1::Fact fact = MeetingFact();
  fact.mutable_participants()->DeleteSubrange(0, 1);
  fact.mutable_participants(0)->mutable_mention()->set_text("the envoy Anna Kovač");
  fact.clear_time();
  fact.clear_place();
  EXPECT_EQ(FactSummary(fact, 0, kPipe),
            "EVENT consult (meet), \"met\", confidence 0.85\n"
            "  recipient    Anna Kovač\n");
}

TEST(FactSummary, IsColouredOnTerminal) {
  const TextLayout terminal = {.width_columns = 60, .terminal = true};
  v1::Fact fact = MeetingFact();
  fact.mutable_participants()->DeleteSubrange(0, 1);
  EXPECT_EQ(FactSummary(fact, 0, terminal),
            "\x1b[1mEVENT consult (meet)\x1b[0m, \"met\"\x1b[2m, confidence 0.85\x1b[0m\n"
            "\x1b[2m  recipient    \x1b[0m\x1b[36mAnna Kovač\x1b[0m\n"
            "\x1b[2m  when         \x1b[0m\x1b[33m2026-01-05\x1b[0m, \"Monday\"\n"
            "\x1b[2m  where        \x1b[0m\x1b[32mHanoi\x1b[0m\n");
}

TEST(FactSummary, ShowsOfficeAndWhoseWordItIs) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_OFFICE);
  fact.set_modality(v1::MODALITY_ACTUAL);
  fact.mutable_office()->set_title("Deputy PM");
  fact.mutable_office()->set_normalized_title("Deputy Prime Minister");
  fact.mutable_trigger()->set_text("Deputy PM");
  fact.mutable_attribution()->mutable_speaker()->set_display_name("Lan");
  fact.mutable_attribution()->set_cue("said");
  EXPECT_EQ(FactSummary(fact, 2, kPipe),
            "  OFFICE Deputy Prime Minister, \"Deputy PM\", confidence 0.00\n"
            "    by word of   Lan, \"said\"\n");
}

TEST(FactSummary, SaysThatSomethingDidNotHappen) {
  v1::Fact fact = AgreementFact();
  fact.set_negated(true);
  EXPECT_EQ(FactSummary(fact, 0, kPipe),
            "EVENT agree, \"agreed\", denied or not so, confidence 0.50\n"
            "  what         rice\n");
}

TEST(FactSummary, SaysWhatIsNotActual) {
  v1::Fact fact = AgreementFact();
  fact.set_modality(v1::MODALITY_PLANNED);
  EXPECT_EQ(FactSummary(fact, 0, kPipe),
            "EVENT agree, \"agreed\", planned, confidence 0.50\n"
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
            "-- ~~~ ---------- ~~~~~~~~    ------\n");
}

TEST(EvidenceText, FindsWholeWordsInReadableWordsOfMarkup) {
  v1::Fact fact;
  fact.mutable_evidence()->set_text("The <b>heir</b> met he.");
  fact.mutable_evidence()->set_plain_text("The heir met he.");
  fact.mutable_trigger()->set_text("he");
  const v1::Fact* facts[] = {&fact};
  EXPECT_EQ(EvidenceText(facts, 0, kPipe), "The heir met he.\n             ~~\n");
}

}  // namespace
}  // namespace dateline::cli
