// By what facts are counted.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_FACT_KEYS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_FACT_KEYS_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/fact_counts.pb.h"
#include "query_service/answers/read_state.h"
#include "query_service/segments/doc_set.h"
#include "query_service/segments/fact_days.h"
#include "query_service/segments/segment.h"

namespace dateline::answers {

// The numbers that some facts of a segment have in a dimension.
class KeysOfFacts {
 public:
  // Forgets what there is. Until Clear or Set it is not known what a fact has.
  void Start(size_t fact_count) {
    if (first_.size() < fact_count) first_.resize(fact_count);
    links_.clear();
  }
  void Clear(segments::Doc doc) { first_[doc] = kNone; }
  // REQUIRES: it is the only one of the fact.
  void Set(segments::Doc doc, uint32_t key) { first_[doc] = key; }
  // A number that is there already is not added again.
  void Add(segments::Doc doc, uint32_t key) {
    const uint32_t first = first_[doc];
    if (first == kNone) return Set(doc, key);
    bool is_there = false;
    ForEach(doc, [&](uint32_t other) { is_there |= other == key; });
    if (is_there) return;
    if ((first & kLinked) == 0) {
      links_.push_back({first, kNone});
      links_.push_back({key, static_cast<uint32_t>(links_.size() - 1)});
    } else {
      links_.push_back({key, first & ~kLinked});
    }
    first_[doc] = kLinked | static_cast<uint32_t>(links_.size() - 1);
  }
  bool Has(segments::Doc doc) const { return first_[doc] != kNone; }

  template <typename Take>
  void ForEach(segments::Doc doc, Take take) const {
    const uint32_t first = first_[doc];
    if ((first & kLinked) == 0) return take(first);
    if (first == kNone) return;
    for (uint32_t at = first & ~kLinked; at != kNone; at = links_[at].next) take(links_[at].key);
  }

 private:
  static constexpr uint32_t kNone = ~uint32_t{0};
  static constexpr uint32_t kLinked = uint32_t{1} << 31;
  struct Link {
    uint32_t key;
    uint32_t next;
  };
  // By fact: its number; of several, kLinked and where their links begin; or kNone.
  std::vector<uint32_t> first_;
  std::vector<Link> links_;
};

// The keys of one dimension, numbered as they are met. Not thread-safe.
class Dimension {
 public:
  // `state` must outlive this.
  Dimension(v1::FactDimension dimension, const ReadState& state);

  // Of `facts`, one at least: those without a key have the key "". It lives until the next Read.
  const KeysOfFacts& Read(const segments::Segment& segment, const segments::DocSet& facts);

  const std::string& key(uint32_t number) const { return names_[number]; }
  uint32_t key_count() const { return static_cast<uint32_t>(names_.size()); }
  // The key is the name of an entity.
  bool is_entity() const;

 private:
  // Those without a term have the key "".
  void ReadTerms(const segments::Segment& segment, const segments::DocSet& facts);
  void ReadEnums(const segments::Segment& segment, segments::Section numbers, const segments::DocSet& facts);
  void ReadDays(const segments::Segment& segment, const segments::DocSet& facts);
  void ReadRecordedDays(const segments::Segment& segment, const segments::DocSet& facts);
  uint32_t NumberOf(const std::string& key);
  uint32_t NumberOfDay(int32_t day);
  uint32_t NumberOfPeriod(int32_t period);
  uint32_t NumberOfEnum(uint8_t value);
  std::string KeyOfTerm(absl::string_view value) const;

  static constexpr uint32_t kNotNumbered = ~uint32_t{0};

  const v1::FactDimension dimension_;
  const ReadState& state_;
  KeysOfFacts keys_;
  std::vector<std::string> names_;  // of the keys, by number
  absl::flat_hash_map<std::string, uint32_t> numbers_;
  absl::flat_hash_map<int32_t, uint32_t> numbers_of_periods_;
  std::array<uint32_t, segments::kGreaterNumber> numbers_of_enums_;  // by value, met before
  // Days met before, each in the place of its last bits.
  struct DayNumber {
    int32_t day = segments::kFirstDay;
    uint32_t number = 0;
  };
  std::array<DayNumber, 1024> known_days_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_FACT_KEYS_H_
