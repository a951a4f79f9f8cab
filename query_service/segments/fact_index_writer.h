// Grows an index of facts.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_FACT_INDEX_WRITER_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_FACT_INDEX_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "query_service/segments/fact_document.h"
#include "query_service/segments/fact_index.h"
#include "query_service/segments/segment.h"
#include "query_service/segments/segment_builder.h"

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

  // The parts in memory make so many segments.
  bool HasFullSegments(size_t count) const;
  // The oldest parts, as many as make a segment; empty: there are none.
  std::vector<std::shared_ptr<const Segment>> PartsToSeal() const;
  // Goes on with `segment` in place of the oldest parts. REQUIRES: it was made of them, as PartsToSeal gave them.
  void Seal(size_t part_count, std::shared_ptr<const Segment> segment);
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
