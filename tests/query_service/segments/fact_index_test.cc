#include "query_service/segments/fact_index.h"

#include "gmock/gmock.h"
#include "tests/query_service/segments/segment_samples.h"
#include "tests/testing/status_matchers.h"

namespace dateline::segments {
namespace {

using ::dateline::testing::DocumentOf;
using ::dateline::testing::FactSaying;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Optional;

// Facts recorded by the changes 1, 3 and 5; what ends is given with its end.
SegmentView ViewOf(const std::vector<Endings::Ending>& endings) {
  SegmentView view;
  view.segment = testing::SegmentOf({DocumentOf(1, FactSaying("articles/a/facts/1", "one")),
                                     DocumentOf(3, FactSaying("articles/a/facts/2", "one two")),
                                     DocumentOf(5, FactSaying("articles/a/facts/3", "one two three"))});
  if (!endings.empty()) view.endings = std::make_shared<const Endings>(*view.segment, nullptr, endings);
  return view;
}

std::vector<Doc> HoldingAt(const SegmentView& view, int64_t at) {
  std::vector<Doc> docs;
  view.HoldingAt(at).ForEach([&](Doc doc) { docs.push_back(doc); });
  for (Doc doc = 0; doc < 3; ++doc) {
    EXPECT_EQ(view.Holds(doc, at), std::find(docs.begin(), docs.end(), doc) != docs.end()) << doc << " at " << at;
  }
  return docs;
}

TEST(SegmentView, HoldsWhatWasRecordedUntilThen) {
  const SegmentView view = ViewOf({});
  EXPECT_THAT(HoldingAt(view, 0), ElementsAre());
  EXPECT_THAT(HoldingAt(view, 1), ElementsAre(0));
  EXPECT_THAT(HoldingAt(view, 4), ElementsAre(0, 1));
  EXPECT_THAT(HoldingAt(view, 9), ElementsAre(0, 1, 2));
}

TEST(SegmentView, HoldsWhatEndedLater) {
  const SegmentView view = ViewOf({{1, 7}, {0, 4}});
  EXPECT_THAT(HoldingAt(view, 3), ElementsAre(0, 1));
  EXPECT_THAT(HoldingAt(view, 4), ElementsAre(1));
  EXPECT_THAT(HoldingAt(view, 6), ElementsAre(1, 2));
  EXPECT_THAT(HoldingAt(view, 7), ElementsAre(2));
}

TEST(SegmentView, AddsUpTheWordsOfWhatHolds) {
  const SegmentView view = ViewOf({{1, 7}});
  EXPECT_EQ(view.TotalsAt(4).facts, 2u);
  EXPECT_EQ(view.TotalsAt(4).words, 3u);
  EXPECT_EQ(view.TotalsAt(6).words, 6u);
  EXPECT_EQ(view.TotalsAt(7).facts, 2u);
  EXPECT_EQ(view.TotalsAt(7).words, 4u);
}

TEST(Endings, AddToThoseBefore) {
  const SegmentView view = ViewOf({{2, 9}});
  const Endings more(*view.segment, view.endings.get(), {{0, 11}});
  EXPECT_THAT(more.RecordedTo(0), Optional(11));
  EXPECT_THAT(more.RecordedTo(1), Eq(std::nullopt));
  EXPECT_THAT(more.RecordedTo(2), Optional(9));
  EXPECT_EQ(more.latest(), 11);
  EXPECT_EQ(more.word_count(), 4u);
}

TEST(FactIndex, FindsTheVersionThatHeld) {
  SegmentView first, second;
  first.segment = testing::SegmentOf({DocumentOf(1, FactSaying("articles/a/facts/1", "one"))});
  first.endings = std::make_shared<const Endings>(*first.segment, nullptr, std::vector<Endings::Ending>{{0, 2}});
  second.segment = testing::SegmentOf({DocumentOf(2, FactSaying("articles/a/facts/1", "two"))});
  const FactIndex index({first, second});
  EXPECT_FALSE((*index.Find("articles/a/facts/1", 0)).has_value());
  EXPECT_EQ((*index.Find("articles/a/facts/1", 1))->place.recorded_from(), 1);
  EXPECT_EQ((*index.Find("articles/a/facts/1", 2))->place.recorded_from(), 2);
  EXPECT_EQ((*index.Find("articles/a/facts/1", 2))->bytes, *(*index.Find("articles/a/facts/1", 2))->place.ReadBytes());
  EXPECT_FALSE((*index.Find("articles/a/facts/2", 2)).has_value());
}

TEST(NameInBytes, IsTheFirstField) {
  const v1::Fact fact = FactSaying("articles/a/facts/1", "one");
  EXPECT_EQ(NameInBytes(fact.SerializeAsString()), "articles/a/facts/1");
  EXPECT_EQ(NameInBytes(""), "");
  EXPECT_EQ(NameInBytes("\x10\x01"), "");
}

}  // namespace
}  // namespace dateline::segments
