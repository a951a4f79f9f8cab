#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/fact_keys.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/group_counts.h"
#include "query_service/answers/merged_entities.h"
#include "query_service/answers/message_writer.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/search_query.h"
#include "query_service/answers/word_matches.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::SegmentView;

constexpr size_t kDefaultMaxGroups = 50;
constexpr size_t kGroupsBetweenLooks = 64;  // at the clock

struct Group {
  GroupKey key;
  int64_t fact_count;
};

// Counts facts by one to three dimensions.
class FactCounts {
 public:
  FactCounts(const v1::AggregateFactsRequest& request, const ReadState& state, size_t max_groups)
      : max_groups_(max_groups) {
    for (const int dimension : request.group_by()) {
      dimensions_.emplace_back(static_cast<v1::FactDimension>(dimension), state);
    }
  }

  // False: there are more groups than may be counted; it stopped at them.
  bool Add(const segments::Segment& segment, const DocSet& facts) {
    Keys keys = {};
    GroupKey sizes = {1, 1, 1};
    for (size_t i = 0; i < std::min(kMaxDimensions, dimensions_.size()); ++i) {
      keys[i] = &dimensions_[i].Read(segment, facts);
      sizes[i] = dimensions_[i].key_count();
    }
    counts_.Reserve(sizes);
    return facts.ForEachAscending([&](Doc doc) {
      ++total_facts_;
      GroupKey group = {};
      AddGroups(keys, doc, group);
      return counts_.group_count() <= max_groups_;
    });
  }

  int64_t total_facts() const { return total_facts_; }
  size_t group_count() const { return counts_.group_count(); }
  const std::vector<Dimension>& dimensions() const { return dimensions_; }

  // The first `limit` in the order.
  std::vector<Group> First(v1::FactGroupOrder order, size_t limit) const {
    std::vector<Group> groups;
    groups.reserve(counts_.group_count());
    counts_.ForEach([&](const GroupKey& key, int64_t count) { groups.push_back({key, count}); });
    const size_t count = std::min(limit, groups.size());
    const auto sort = [&](auto keys_are_less) {
      const auto comes_before = [&](const Group& left, const Group& right) {
        const bool by_count = order != v1::FACT_GROUP_ORDER_KEY && left.fact_count != right.fact_count;
        return by_count ? left.fact_count > right.fact_count : keys_are_less(left.key, right.key);
      };
      std::partial_sort(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(count), groups.end(),
                        comes_before);
    };
    // When most groups are asked for, fewer keys are compared where each key is brought in its place first.
    constexpr size_t kFewGroups = 16;
    if (count * kFewGroups >= groups.size()) {
      const std::vector<std::vector<uint32_t>> places = PlacesOfKeys();
      sort([&](const GroupKey& left, const GroupKey& right) {
        return AreLess(left, right, [&](size_t i, uint32_t key) { return places[i][key]; });
      });
    } else {
      sort([&](const GroupKey& left, const GroupKey& right) {
        return AreLess(left, right,
                       [&](size_t i, uint32_t key) -> const std::string& { return dimensions_[i].key(key); });
      });
    }
    groups.resize(count);
    return groups;
  }

 private:
  // Of each dimension; null: there are no more.
  using Keys = std::array<const KeysOfFacts*, kMaxDimensions>;

  // One for each choice of a key in the dimensions from kAt on.
  template <size_t kAt = 0>
  void AddGroups(const Keys& keys, Doc doc, GroupKey& group) {
    if constexpr (kAt == kMaxDimensions) {
      counts_.Add(group);
    } else {
      if (keys[kAt] == nullptr) return counts_.Add(group);
      keys[kAt]->ForEach(doc, [&](uint32_t key) {
        group[kAt] = key;
        AddGroups<kAt + 1>(keys, doc, group);
      });
    }
  }

  template <typename ValueOf>
  bool AreLess(const GroupKey& left, const GroupKey& right, ValueOf value_of) const {
    for (size_t i = 0; i < std::min(kMaxDimensions, dimensions_.size()); ++i) {
      if (left[i] != right[i]) return value_of(i, left[i]) < value_of(i, right[i]);
    }
    return false;
  }

  // Of each dimension, by number of the key: its place in the order of the keys.
  std::vector<std::vector<uint32_t>> PlacesOfKeys() const {
    std::vector<std::vector<uint32_t>> places;
    for (const Dimension& dimension : dimensions_) {
      std::vector<uint32_t> numbers(dimension.key_count());
      std::iota(numbers.begin(), numbers.end(), 0);
      std::sort(numbers.begin(), numbers.end(),
                [&](uint32_t left, uint32_t right) { return dimension.key(left) < dimension.key(right); });
      std::vector<uint32_t>& of_dimension = places.emplace_back(numbers.size());
      for (uint32_t place = 0; place < numbers.size(); ++place) of_dimension[numbers[place]] = place;
    }
    return places;
  }

  const size_t max_groups_;
  std::vector<Dimension> dimensions_;
  GroupCounts counts_;
  int64_t total_facts_ = 0;
};

// Names of entities, read once.
class DisplayNames {
 public:
  explicit DisplayNames(ReadState& state) : state_(state) {}

  // Lives as long as this.
  absl::StatusOr<absl::string_view> Of(const std::string& entity) {
    if (const auto known = names_.find(entity); known != names_.end()) return known->second;
    const absl::StatusOr<std::optional<v1::Entity>> stored = FindStoredEntity(state_, entity);
    if (!stored.ok()) return stored.status();
    return names_.emplace(entity, stored->has_value() ? (*stored)->display_name() : "").first->second;
  }

 private:
  ReadState& state_;
  std::map<std::string, std::string> names_;
};

absl::Status WriteGroups(ReadState& state, const FactCounts& counts, const std::vector<Group>& groups,
                         absl::Time deadline, MessageWriter& response) {
  DisplayNames names(state);
  MessageWriter written;
  const std::vector<Dimension>& dimensions = counts.dimensions();
  for (size_t at = 0; at < groups.size(); ++at) {
    const Group& group = groups[at];
    if (at % kGroupsBetweenLooks == 0) {
      // A name may have to be read.
      if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    }
    written.Clear();
    for (size_t i = 0; i < dimensions.size(); ++i) {
      written.AddMessage(v1::FactGroup::kKeysFieldNumber, dimensions[i].key(group.key[i]));
    }
    for (size_t i = 0; i < dimensions.size(); ++i) {
      const std::string& key = dimensions[i].key(group.key[i]);
      absl::StatusOr<absl::string_view> name = absl::string_view();
      if (dimensions[i].is_entity() && !key.empty()) name = names.Of(key);
      if (!name.ok()) return name.status();
      written.AddMessage(v1::FactGroup::kDisplayNamesFieldNumber, *name);
    }
    written.AddInteger(v1::FactGroup::kFactCountFieldNumber, group.fact_count);
    response.AddMessage(v1::AggregateFactsResponse::kGroupsFieldNumber, written.bytes());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> Answers::AggregateFacts(const v1::AggregateFactsRequest& request,
                                                    absl::Time deadline) const {
  std::optional<SearchQuery> query;
  if (!request.query().empty()) {
    absl::StatusOr<SearchQuery> parsed = ParseSearchQuery(request.query());
    if (!parsed.ok()) return parsed.status();
    query = *std::move(parsed);
  }
  absl::StatusOr<ReadState> state = OpenReadState(reader_, request.consistency());
  if (!state.ok()) return state.status();
  const auto selection = SelectFacts(*state, request.filter(), *corroboration_, deadline);
  if (!selection.ok()) return selection.status();
  FactCounts counts(request, *state, limits_.max_groups_counted);
  for (const SegmentView& view : state->facts().views()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    DocSet facts = selection->Select(view);
    if (query.has_value()) KeepMatches(*query, *view.segment, facts);
    if (!facts.IsEmpty() && !counts.Add(*view.segment, facts)) {
      return errors::FieldError("FIELD_INVALID", "group_by",
                                absl::StrCat("makes more than ", limits_.max_groups_counted,
                                             " groups; ask for fewer dimensions, or for fewer facts"));
    }
  }
  const size_t max_groups = request.max_groups() == 0 ? kDefaultMaxGroups : static_cast<size_t>(request.max_groups());
  MessageWriter response;
  const std::vector<Group> first = counts.First(request.order_by(), max_groups);
  const absl::Status written = WriteGroups(*state, counts, first, deadline, response);
  if (!written.ok()) return written;
  response.AddInteger(v1::AggregateFactsResponse::kTotalFactsFieldNumber, counts.total_facts());
  response.AddInteger(v1::AggregateFactsResponse::kTotalGroupsFieldNumber, static_cast<int64_t>(counts.group_count()));
  response.AddText(v1::AggregateFactsResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return response.Take();
}

}  // namespace dateline::answers
