#include "query_service/answers/fact_keys.h"

#include <set>

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::MergeChange;
using ::testing::ElementsAre;

class FactKeysTest : public testing::AnswerFixture {
 protected:
  // The keys of each fact, in the order of recording, with blanks between.
  std::vector<std::string> Keys(v1::FactDimension by) {
    ReadState state = OpenNewest();
    Dimension dimension(by, state);
    std::vector<std::string> keys;
    for (const segments::SegmentView& view : state.facts().views()) {
      const segments::DocSet facts = view.HoldingAt(state.at);
      const KeysOfFacts& of_facts = dimension.Read(*view.segment, facts);
      facts.ForEach([&](segments::Doc doc) {
        std::set<std::string> sorted;
        of_facts.ForEach(doc, [&](uint32_t number) { sorted.insert(dimension.key(number)); });
        std::string joined;
        for (const std::string& key : sorted) joined += (joined.empty() ? "" : " ") + key;
        keys.push_back(joined);
      });
    }
    return keys;
  }
};

TEST_F(FactKeysTest, NameEnums) {
  v1::Fact office = FactOf("articles/a/facts/1");
  office.set_kind(v1::FACT_KIND_OFFICE);
  office.clear_event_type();
  Apply({FactChange(office), FactChange(FactOf("articles/a/facts/2"))});
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_KIND), ElementsAre("FACT_KIND_OFFICE", "FACT_KIND_EVENT"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_EVENT_TYPE), ElementsAre("", "EVENT_TYPE_CONSULT"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_MODALITY), ElementsAre("MODALITY_ACTUAL", "MODALITY_ACTUAL"));
}

TEST_F(FactKeysTest, AreTheNumbersOfUnknownEnums) {
  v1::Fact later = FactOf("articles/a/facts/1");
  later.set_kind(static_cast<v1::FactKind>(254));
  later.set_event_type(static_cast<v1::EventType>(255));
  later.set_modality(static_cast<v1::Modality>(70'000));
  Apply({FactChange(later), FactChange(FactOf("articles/a/facts/2"))});
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_KIND), ElementsAre("254", "FACT_KIND_EVENT"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_EVENT_TYPE), ElementsAre("255", "EVENT_TYPE_CONSULT"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_MODALITY), ElementsAre("70000", "MODALITY_ACTUAL"));
}

// Days that fall into one place of those known.
TEST_F(FactKeysTest, OfDaysFarApartAreTheirOwn) {
  std::vector<v1::Change> changes;
  for (const v1::Date& date : {DateOf(2025, 8, 14), DateOf(2022, 10, 25), DateOf(2025, 8, 14), DateOf(1, 1, 1)}) {
    v1::Fact fact = FactOf("articles/a/facts/" + std::to_string(changes.size()));
    *fact.mutable_time()->mutable_earliest() = date;
    changes.push_back(FactChange(fact));
  }
  Apply(changes);
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_DAY), ElementsAre("2025-08-14", "2022-10-25", "2025-08-14", "0001-01-01"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_MONTH), ElementsAre("2025-08", "2022-10", "2025-08", "0001-01"));
}

TEST_F(FactKeysTest, OfDaysAreThoseOfTheEarliest) {
  std::vector<v1::Change> changes;
  for (const v1::Date& date : {DateOf(2025, 8, 14), DateOf(2024, 12, 30), DateOf(2021, 1, 3)}) {
    v1::Fact fact = FactOf("articles/a/facts/" + std::to_string(date.year()));
    *fact.mutable_time()->mutable_earliest() = date;
    changes.push_back(FactChange(fact));
  }
  v1::Fact yearly = FactOf("articles/a/facts/yearly");
  yearly.mutable_time()->set_edtf("XXXX-12-12");
  changes.push_back(FactChange(yearly));
  Apply(changes);
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_DAY), ElementsAre("2025-08-14", "2024-12-30", "2021-01-03", ""));
  // The last days of 2024 belong to the first week of 2025, the first of 2021 to the last of 2020.
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_WEEK), ElementsAre("2025-W33", "2025-W01", "2020-W53", ""));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_MONTH), ElementsAre("2025-08", "2024-12", "2021-01", ""));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_YEAR), ElementsAre("2025", "2024", "2021", ""));
}

TEST_F(FactKeysTest, OfRecordingAreDaysInUtc) {
  feed_.Add({FactChange(FactOf("articles/a/facts/1"))}, 1'755'129'599);  // 2025-08-13T23:59:59Z
  feed_.Add({FactChange(FactOf("articles/a/facts/2"))}, 1'755'129'600);
  ASSERT_TRUE(feed_.Give(*writer_).ok());
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_RECORDED_DAY), ElementsAre("2025-08-13", "2025-08-14"));
}

TEST_F(FactKeysTest, OfMergedEntitiesAreOne) {
  Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"},
                                                  {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/y"}})),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/z"}})),
         FactChange(FactOf("articles/a/facts/3"))});
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_ENTITY), ElementsAre("entities/x entities/y", "entities/z", ""));
  Apply({MergeChange(EntityOf("entities/y", "Y"), "entities/x")});
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_ENTITY), ElementsAre("entities/x", "entities/z", ""));
}

TEST_F(FactKeysTest, OfOtherFieldsAreTheirValues) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  fact.set_mode("visit");
  fact.add_contexts("economic");
  fact.add_contexts("military");
  fact.add_participants()->set_country_code("KH");
  fact.mutable_place()->set_country_code("VN");
  fact.mutable_place()->set_entity("entities/hanoi");
  fact.mutable_attribution()->mutable_speaker()->set_entity("entities/son");
  Apply({testing::ArticleChange("articles/a", "VNA"), FactChange(fact)});
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_MODE), ElementsAre("visit"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_CONTEXT), ElementsAre("economic military"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_COUNTRY), ElementsAre("KH VN"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_PLACE), ElementsAre("entities/hanoi"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_SPEAKER), ElementsAre("entities/son"));
  EXPECT_THAT(Keys(v1::FACT_DIMENSION_PUBLISHER), ElementsAre("VNA"));
}

}  // namespace
}  // namespace dateline::answers
