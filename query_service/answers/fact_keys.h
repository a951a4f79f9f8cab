// By what facts are counted.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_FACT_KEYS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_FACT_KEYS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/fact_counts.pb.h"
#include "query_service/answers/read_state.h"
#include "query_service/segments/doc_set.h"
#include "query_service/segments/segment.h"

namespace dateline::answers {

// The numbers that some facts of a segment have in a dimension, one at least.
class KeysOfFacts {
 public:
  explicit KeysOfFacts(size_t fact_count) : heads_(fact_count, kNone) {}

  // A number that is there already is not added again.
  void Add(segments::Doc doc, uint32_t key) {
    for (uint32_t at = heads_[doc]; at != kNone; at = links_[at].next) {
      if (links_[at].key == key) return;
    }
    links_.push_back({key, heads_[doc]});
    heads_[doc] = static_cast<uint32_t>(links_.size() - 1);
  }
  bool Has(segments::Doc doc) const { return heads_[doc] != kNone; }

  template <typename Take>
  void ForEach(segments::Doc doc, Take take) const {
    for (uint32_t at = heads_[doc]; at != kNone; at = links_[at].next) take(links_[at].key);
  }

 private:
  static constexpr uint32_t kNone = ~uint32_t{0};
  struct Link {
    uint32_t key;
    uint32_t next;
  };
  std::vector<uint32_t> heads_;
  std::vector<Link> links_;
};

// The keys of one dimension, numbered as they are met. Not thread-safe.
class Dimension {
 public:
  // `state` must outlive this.
  Dimension(v1::FactDimension dimension, const ReadState& state) : dimension_(dimension), state_(state) {}

  // Of `facts`; those without a key have the key "".
  KeysOfFacts Read(const segments::Segment& segment, const segments::DocSet& facts);

  const std::string& key(uint32_t number) const { return keys_[number]; }
  // The key is the name of an entity.
  bool is_entity() const;

 private:
  void ReadTerms(const segments::Segment& segment, const segments::DocSet& facts, KeysOfFacts& keys);
  void ReadDays(const segments::Segment& segment, const segments::DocSet& facts, KeysOfFacts& keys);
  void ReadRecordedDays(const segments::Segment& segment, const segments::DocSet& facts, KeysOfFacts& keys);
  uint32_t NumberOf(const std::string& key);
  uint32_t NumberOfDay(int32_t day);
  std::string KeyOfTerm(absl::string_view value) const;

  const v1::FactDimension dimension_;
  const ReadState& state_;
  std::vector<std::string> keys_;
  absl::flat_hash_map<std::string, uint32_t> numbers_;
  absl::flat_hash_map<int32_t, uint32_t> days_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_FACT_KEYS_H_
