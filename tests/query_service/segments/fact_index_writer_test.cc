#include "query_service/segments/fact_index_writer.h"

#include <set>

#include "gmock/gmock.h"
#include "query_service/segments/segment_folder.h"
#include "tests/query_service/segments/segment_samples.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::segments {
namespace {

using ::dateline::testing::DocumentOf;
using ::dateline::testing::FactOf;
using ::dateline::testing::RandomDocuments;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

std::vector<int64_t> HoldingAt(const FactIndex& index, int64_t at) {
  std::vector<int64_t> offsets;
  for (const SegmentView& view : index.views()) {
    view.HoldingAt(at).ForEach([&](Doc doc) { offsets.push_back(view.segment->recorded_from(doc)); });
  }
  return offsets;
}

TEST(FactIndexWriter, PublishesWhatIsThereAndNothingLater) {
  FactIndexWriter writer({/*facts_of_segment=*/4, /*facts_of_part=*/2});
  writer.Add(DocumentOf(1, FactOf("articles/a/facts/1")));
  const auto first = writer.Publish();
  writer.Add(DocumentOf(2, FactOf("articles/a/facts/2")));
  writer.End(1, 3);
  writer.Add(DocumentOf(3, FactOf("articles/a/facts/1")));
  const auto second = writer.Publish();
  EXPECT_THAT(HoldingAt(*first, 9), ElementsAre(1));
  EXPECT_THAT(HoldingAt(*second, 9), ElementsAre(2, 3));
  EXPECT_THAT(HoldingAt(*second, 2), ElementsAre(1, 2));
}

SegmentFile SealOldest(FactIndexWriter& writer, const SegmentFolder& folder) {
  const auto parts = writer.PartsToSeal();
  const SegmentFile file = *folder.Write(parts);
  writer.Seal(parts.size(), *folder.Open(file));
  return file;
}

TEST(FactIndexWriter, SealsWhatIsFullAndKeepsTheRest) {
  const testing::TemporaryDirectory directory;
  const SegmentFolder folder(directory.File("segments"));
  FactIndexWriter writer({/*facts_of_segment=*/4, /*facts_of_part=*/2});
  for (int fact = 1; fact <= 5; ++fact) {
    EXPECT_EQ(writer.HasFullSegments(1), fact > 4);
    writer.Add(DocumentOf(fact, FactOf("articles/a/facts/" + std::to_string(fact))));
  }
  writer.End(3, 6);
  EXPECT_EQ(SealOldest(writer, folder).last_recorded_from, 4);
  EXPECT_FALSE(writer.HasFullSegments(1));
  EXPECT_THAT(HoldingAt(*writer.Publish(), 9), ElementsAre(1, 2, 4, 5));
  EXPECT_THAT(HoldingAt(*writer.Publish(), 5), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(writer.PartsToSeal(), IsEmpty());
  writer.FinishPart();
  EXPECT_EQ(SealOldest(writer, folder).fact_count, 1);
}

TEST(FactIndexWriter, PassesOverTheEndOfWhatIsNotThere) {
  FactIndexWriter writer({/*facts_of_segment=*/4, /*facts_of_part=*/2});
  writer.End(1, 2);
  writer.Add(DocumentOf(5, FactOf("articles/a/facts/1")));
  writer.End(4, 6);
  EXPECT_THAT(HoldingAt(*writer.Publish(), 9), ElementsAre(5));
}

// Beside a plain list, over random additions, ends, publications and seals.
TEST(FactIndexWriter, HoldsWhatAListHolds) {
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    const testing::TemporaryDirectory directory;
    const SegmentFolder folder(directory.File("segments"));
    FactIndexWriter writer({/*facts_of_segment=*/12, /*facts_of_part=*/5});
    std::mt19937 random(seed);
    std::vector<std::pair<int64_t, int64_t>> versions;
    for (const FactDocument& document : RandomDocuments(seed, 150)) {
      const int64_t offset = document.record().recorded_from;
      writer.Add(document);
      versions.emplace_back(offset, INT64_MAX);
      auto& ended = versions[random() % versions.size()];
      if (ended.second == INT64_MAX && random() % 2 == 0) {
        ended.second = offset + 1;
        writer.End(ended.first, ended.second);
      }
      if (random() % 4 == 0) writer.Publish();
      if (writer.HasFullSegments(1)) SealOldest(writer, folder);
    }
    const auto index = writer.Publish();
    EXPECT_GT(index->views().size(), 10u);
    for (int64_t at = 0; at <= 301; at += 7) {
      std::vector<int64_t> expected;
      for (const auto& [from, to] : versions) {
        if (from <= at && at < to) expected.push_back(from);
      }
      EXPECT_THAT(HoldingAt(*index, at), ElementsAreArray(expected)) << "seed " << seed << " at " << at;
    }
  }
}

}  // namespace
}  // namespace dateline::segments
