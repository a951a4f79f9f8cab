// An index of its own, written and read, on the engine that the test program was started for.
#ifndef DATELINE_TESTS_QUERY_SERVICE_INDEX_INDEX_FIXTURE_H_
#define DATELINE_TESTS_QUERY_SERVICE_INDEX_INDEX_FIXTURE_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "query_service/index/index_reader.h"
#include "query_service/index/index_writer.h"
#include "query_service/index/snapshot.h"
#include "tests/query_service/index/sample_changes.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::testing {

class IndexFixture : public ::testing::Test {
 protected:
  // Segments of few facts, so that several come together.
  IndexFixture() : place_(MakePlace("index.db")), reader_(place_, published_) { OpenWriter(); }

  // Of an index that is not there yet.
  index::IndexPlace MakePlace(const std::string& name) { return {directory_.Store(name), directory_.File(name)}; }

  void OpenWriter() {
    writer_.reset();
    absl::StatusOr<std::unique_ptr<index::IndexWriter>> writer = index::IndexWriter::Open(place_, published_, sizes_);
    ASSERT_THAT(writer, IsOk());
    writer_ = *std::move(writer);
  }

  // Applies the changes as one batch; the index then is at the head.
  void Apply(const std::vector<v1::Change>& changes) {
    feed_.Add(changes);
    ASSERT_THAT(feed_.Give(*writer_), IsOk());
  }

  // Waits until no segment is being written, as well as it can be.
  void FinishSegments() { static_cast<void>(writer_->ConfirmPosition()); }

  // The index begins anew with a snapshot of the feed.
  void BeginSnapshot() {
    feed_client::FeedPosition start;
    start.feed_id = "feed";
    start.stage = feed_client::FeedPosition::Stage::kSnapshot;
    ASSERT_THAT(writer_->StartOver(start), IsOk());
  }
  // The snapshot is of the state `head_offset` and holds this.
  void EndSnapshot(const std::vector<v1::SnapshotRecord>& records, int64_t head_offset) {
    v1::StreamChangesResponse part, bookmark;
    for (const v1::SnapshotRecord& record : records) *part.add_snapshot_records() = record;
    part.set_cursor("end of the snapshot");
    part.mutable_snapshot_end()->set_head_offset(head_offset);
    ASSERT_THAT(GiveResponse(part, *writer_), IsOk());
    bookmark.mutable_bookmark()->set_head_offset(head_offset);
    ASSERT_THAT(GiveResponse(bookmark, *writer_), IsOk());
  }

  index::Snapshot TakeSnapshot() { return index::Snapshot(reader_); }

  // recorded_from of the facts that held at `at`, the newest first.
  std::vector<int64_t> Facts(int64_t at) {
    std::vector<int64_t> offsets;
    const index::Snapshot snapshot = TakeSnapshot();
    for (const segments::SegmentView& view : snapshot.facts().views()) {
      view.HoldingAt(at).ForEach([&](segments::Doc doc) { offsets.push_back(view.segment->recorded_from(doc)); });
    }
    std::reverse(offsets.begin(), offsets.end());
    return offsets;
  }
  std::vector<int64_t> Facts() { return Facts(TakeSnapshot().state().position.offset); }

  // recorded_from of every version of a fact that has the term.
  std::vector<int64_t> FactsWith(segments::FactField field, const std::string& value) {
    std::vector<int64_t> offsets;
    const index::Snapshot snapshot = TakeSnapshot();
    for (const segments::SegmentView& view : snapshot.facts().views()) {
      const std::optional<uint32_t> term = view.segment->FindTerm(segments::TermKey(field, value));
      if (!term.has_value()) continue;
      view.segment->Docs(*term).ForEach(
          [&](segments::Doc doc) { offsets.push_back(view.segment->recorded_from(doc)); });
    }
    return offsets;
  }

  // recorded_from of what held under the name.
  std::optional<int64_t> FindFact(const std::string& name, int64_t at) {
    const index::Snapshot snapshot = TakeSnapshot();
    const absl::StatusOr<std::optional<segments::NamedFact>> found = snapshot.facts().Find(name, at);
    EXPECT_THAT(found, IsOk());
    if (!found.ok() || !found->has_value()) return std::nullopt;
    return (*found)->place.recorded_from();
  }

  // The bytes of the version that `recorded_from` brought.
  std::string FactBytes(int64_t recorded_from) {
    const index::Snapshot snapshot = TakeSnapshot();
    const std::optional<segments::FactPlace> place = snapshot.facts().FindRecorded(recorded_from);
    return place.has_value() ? *place->ReadBytes() : "";
  }

  index::ContentTotals Totals() { return TakeSnapshot().state().totals; }

  // Everything of the list, from `offset` on.
  static std::vector<int64_t> ReadAll(index::Postings& postings, int64_t offset = 1'000'000) {
    std::vector<int64_t> offsets;
    while (true) {
      const absl::StatusOr<std::optional<int64_t>> found = postings.SeekAtMost(offset);
      EXPECT_THAT(found, IsOk());
      if (!found.ok() || !found->has_value()) return offsets;
      offsets.push_back(**found);
      offset = **found - 1;
    }
  }

  // The entities posted under the term.
  std::vector<int64_t> PostedUnder(const index::Term& term) {
    index::Snapshot snapshot = TakeSnapshot();
    return ReadAll(**snapshot.OpenPostings(term));
  }

  StoreDirectory directory_;
  index::IndexPlace place_;
  // Of the file beside which the segments are.
  const std::string path_ = place_.local;
  segments::SegmentSizes sizes_ = {/*facts_of_segment=*/8, /*facts_of_part=*/2};
  SampleFeed feed_;
  index::PublishedIndex published_;
  std::unique_ptr<index::IndexWriter> writer_;
  index::IndexReader reader_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_INDEX_INDEX_FIXTURE_H_
