// Grows an index of facts.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_FACT_INDEX_WRITER_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_FACT_INDEX_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/segments/fact_document.h"
#include "query_service/segments/fact_index.h"
#include "query_service/segments/segment_builder.h"
#include "query_service/segments/segment_folder.h"

namespace dateline::segments {

struct SegmentSizes {
  // A segment is sealed when its parts have so many facts together; it has as many of them as fit. At most
  // kMaxFactsOfSegment.
  size_t facts_of_segment = kMaxFactsOfSegment;
  // Facts that are not sealed are held in parts of so many, or a quarter less; the last is made anew with each Publish
  // until then.
  size_t facts_of_part = 1024;
};

// Sealed segments, then parts in memory. For one thread; what it publishes is for any.
class FactIndexWriter {
 public:
  explicit FactIndexWriter(const SegmentSizes& sizes) : sizes_(sizes) {}

  // Adds a sealed segment. REQUIRES: nothing was added with Add, and it follows those that are there.
  void AddSealed(std::shared_ptr<const Segment> segment);
  // REQUIRES: recorded after all that are there.
  void Add(const FactDocument& document);
  // The version recorded by `recorded_from` ends; one that is not here is passed over.
  void End(int64_t recorded_from, int64_t recorded_to);

  // As it is now.
  std::shared_ptr<const FactIndex> Publish();

  // The parts in memory make a segment.
  bool HasFullSegment() const;
  // Writes the oldest parts, as many as make a segment, into one file, and goes on with that. Nothing: there are none.
  absl::StatusOr<std::optional<SealedSegment>> Seal(const SegmentFolder& folder);
  // Makes a part of what is not one yet.
  void FinishPart();

 private:
  struct Entry {
    SegmentView view;
    // Not in view.endings yet.
    std::vector<Endings::Ending> ended;
  };
  std::shared_ptr<const Segment> BuildPart() const;
  void ApplyEndings(Entry& entry);
  // How many parts, from the first, make a segment.
  size_t PartsOfSegment() const;

  SegmentSizes sizes_;
  std::vector<Entry> entries_;  // the sealed ones, then the parts
  size_t sealed_count_ = 0;
  // The last part.
  SegmentBuilder builder_;
  std::string content_;
  std::vector<int64_t> recorded_from_;
  std::vector<Endings::Ending> ended_;
};

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_FACT_INDEX_WRITER_H_
