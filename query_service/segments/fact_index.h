// The facts of an index as readers see them.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_FACT_INDEX_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_FACT_INDEX_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "query_service/segments/doc_set.h"
#include "query_service/segments/segment.h"

namespace dateline::segments {

// The facts of a segment that hold no more. Immutable.
class Endings {
 public:
  struct Ending {
    Doc doc;
    int64_t recorded_to;
  };

  // Of `segment`, those of `before` (may be null) and more.
  Endings(const Segment& segment, const Endings* before, const std::vector<Ending>& more);

  // By doc.
  const std::vector<Ending>& endings() const { return endings_; }
  const DocSet& ended() const { return ended_; }
  // The greatest recorded_to.
  int64_t latest() const { return latest_; }
  // kWordCount of all that have ended.
  uint64_t word_count() const { return word_count_; }
  // recorded_to of the fact; nothing: it still holds.
  std::optional<int64_t> RecordedTo(Doc doc) const;

 private:
  std::vector<Ending> endings_;
  DocSet ended_;
  int64_t latest_ = 0;
  uint64_t word_count_ = 0;
};

// A segment and what has ended in it. Immutable.
struct SegmentView {
  std::shared_ptr<const Segment> segment;
  // Null: nothing.
  std::shared_ptr<const Endings> endings;

  // The facts that hold at `at`: recorded_from <= at < recorded_to.
  DocSet HoldingAt(int64_t at) const;
  bool Holds(Doc doc, int64_t at) const;
  // kWordCount of the facts that hold at `at`, and how many those are.
  struct Totals {
    uint64_t facts = 0;
    uint64_t words = 0;
  };
  Totals TotalsAt(int64_t at) const;
};

// How many segments before it is looked into one is prefetched.
inline constexpr size_t kLookAhead = 6;

// A fact in an index.
struct FactPlace {
  const SegmentView* view;
  Doc doc;

  int64_t recorded_from() const { return view->segment->recorded_from(doc); }
  absl::StatusOr<std::string> ReadBytes() const;
  absl::StatusOr<v1::Fact> Read() const;
};

// A fact that was found by its name.
struct NamedFact {
  FactPlace place;
  std::string bytes;
};

// Every version of every fact. Immutable: what comes later is in another one.
class FactIndex {
 public:
  FactIndex() = default;
  // In the order of recorded_from, one after the other.
  explicit FactIndex(std::vector<SegmentView> views) : views_(std::move(views)) {}

  const std::vector<SegmentView>& views() const { return views_; }

  // The version recorded by `recorded_from`; nothing: it is not here. The place is valid as long as this index.
  std::optional<FactPlace> FindRecorded(int64_t recorded_from) const;

  // What holds under the name at `at`. The place is valid as long as this index.
  absl::StatusOr<std::optional<NamedFact>> Find(absl::string_view name, int64_t at) const;

 private:
  std::vector<SegmentView> views_;
};

// The name in a serialized fact; empty: it does not begin with one.
absl::string_view NameInBytes(absl::string_view fact_bytes);

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_FACT_INDEX_H_
