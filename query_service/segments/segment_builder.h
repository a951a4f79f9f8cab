// Makes segments.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_BUILDER_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "query_service/segments/doc_set.h"
#include "query_service/segments/fact_document.h"
#include "query_service/segments/segment.h"
#include "query_service/segments/segment_format.h"

namespace dateline::segments {

// Collects facts in the order of recorded_from. The image depends on them alone, whether they came one by one or by
// segments. Holds everything but the facts' bytes in memory. For one thread.
class SegmentBuilder {
 public:
  // About so many terms are to come.
  explicit SegmentBuilder(size_t term_count = 0) { term_numbers_.reserve(term_count); }

  size_t fact_count() const { return recorded_from_.size(); }
  size_t term_count() const { return terms_.size(); }

  // REQUIRES of both: what comes was recorded after what is there; at most kMaxFactsOfSegment facts are in the end.
  void Add(const FactDocument& document);
  void Append(const Segment& segment);

  // The image of the segment.
  std::string Build() const;

 private:
  static constexpr uint32_t kNoDoc = ~uint32_t{0};
  struct Term {
    absl::string_view key;
    uint32_t word_number = 0;
    // The last facts that have it, and that have it more than once.
    uint32_t last_doc = kNoDoc;
    uint32_t last_more = kNoDoc;
  };
  // Of each term in the order of the facts; the terms as they come.
  struct Postings {
    std::vector<uint32_t> terms;
    std::vector<uint16_t> docs;

    void Add(uint32_t term, uint32_t doc) {
      terms.push_back(term);
      docs.push_back(static_cast<uint16_t>(doc));
    }
  };

  uint32_t TermOf(absl::string_view key);
  void AddWord(absl::string_view key, uint32_t doc);
  uint32_t WordNumber(Term& term);
  void AppendColumns(const Segment& segment);
  void AppendTerms(const Segment& segment);
  void AppendTexts(const Segment& segment, const std::vector<uint32_t>& term_of_word);
  // The numbers of the terms, by key.
  std::vector<uint32_t> SortedTerms() const;

  std::vector<int64_t> recorded_from_;
  std::vector<int64_t> commit_nanoseconds_;
  std::vector<double> confidence_;
  std::vector<uint64_t> name_hash_;
  std::vector<uint64_t> content_end_;
  std::vector<uint32_t> texts_end_;
  std::vector<int32_t> first_day_;
  std::vector<int32_t> last_day_;
  std::vector<int32_t> published_first_;
  std::vector<int32_t> published_last_;
  std::vector<uint16_t> recurring_;
  std::vector<uint16_t> word_count_;
  std::vector<uint8_t> kind_;
  std::vector<uint8_t> event_type_;
  std::vector<uint8_t> modality_;
  std::string texts_;
  std::deque<std::string> keys_;
  std::vector<Term> terms_;                                        // by number
  absl::flat_hash_map<absl::string_view, uint32_t> term_numbers_;  // by key, which is in keys_
  Postings docs_;
  // Of the facts that have a word more than once.
  Postings more_;
  uint32_t words_ = 0;
};

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_BUILDER_H_
