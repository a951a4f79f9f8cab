#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/fact_keys.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/merged_entities.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/search_query.h"
#include "query_service/answers/word_matches.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::SegmentView;

constexpr size_t kDefaultMaxGroups = 50;
constexpr size_t kMaxDimensions = 3;

// A number of a key in each dimension; 0 in those that were not asked for.
using GroupKey = std::array<uint32_t, kMaxDimensions>;

struct Group {
  GroupKey key;
  int64_t fact_count;
};

// Counts facts by one to three dimensions.
class GroupCounts {
 public:
  GroupCounts(const v1::AggregateFactsRequest& request, const ReadState& state) {
    for (const int dimension : request.group_by()) {
      dimensions_.emplace_back(static_cast<v1::FactDimension>(dimension), state);
    }
  }

  void Add(const segments::Segment& segment, const DocSet& facts) {
    std::vector<KeysOfFacts> keys;
    keys.reserve(dimensions_.size());
    for (Dimension& dimension : dimensions_) keys.push_back(dimension.Read(segment, facts));
    facts.ForEach([&](Doc doc) {
      ++total_facts_;
      GroupKey group = {};
      AddGroups(keys, 0, doc, group);
    });
  }

  int64_t total_facts() const { return total_facts_; }
  size_t group_count() const { return counts_.size(); }
  const std::vector<Dimension>& dimensions() const { return dimensions_; }

  // The first `limit` in the order.
  std::vector<Group> First(v1::FactGroupOrder order, size_t limit) const {
    std::vector<Group> groups;
    groups.reserve(counts_.size());
    for (const auto& [key, count] : counts_) groups.push_back({key, count});
    const auto comes_before = [&](const Group& left, const Group& right) {
      const bool by_count = order != v1::FACT_GROUP_ORDER_KEY && left.fact_count != right.fact_count;
      return by_count ? left.fact_count > right.fact_count : KeysAreLess(left.key, right.key);
    };
    const size_t count = std::min(limit, groups.size());
    std::partial_sort(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(count), groups.end(), comes_before);
    groups.resize(count);
    return groups;
  }

 private:
  // One for each choice of a key in the dimensions from `at` on.
  void AddGroups(const std::vector<KeysOfFacts>& keys, size_t at, Doc doc, GroupKey& group) {
    if (at == keys.size()) {
      ++counts_[group];
      return;
    }
    keys[at].ForEach(doc, [&](uint32_t key) {
      group[at] = key;
      AddGroups(keys, at + 1, doc, group);
    });
  }

  bool KeysAreLess(const GroupKey& left, const GroupKey& right) const {
    for (size_t i = 0; i < dimensions_.size(); ++i) {
      if (left[i] != right[i]) return dimensions_[i].key(left[i]) < dimensions_[i].key(right[i]);
    }
    return false;
  }

  std::vector<Dimension> dimensions_;
  absl::flat_hash_map<GroupKey, int64_t> counts_;
  int64_t total_facts_ = 0;
};

absl::StatusOr<std::string> DisplayName(ReadState& state, const std::string& entity) {
  const absl::StatusOr<std::optional<v1::Entity>> known = FindStoredEntity(state, entity);
  if (!known.ok()) return known.status();
  return known->has_value() ? (*known)->display_name() : "";
}

absl::Status WriteGroups(ReadState& state, const GroupCounts& counts, const std::vector<Group>& groups,
                         v1::AggregateFactsResponse& response) {
  absl::flat_hash_map<std::string, std::string> display_names;
  for (const Group& group : groups) {
    v1::FactGroup* written = response.add_groups();
    written->set_fact_count(group.fact_count);
    for (size_t i = 0; i < counts.dimensions().size(); ++i) {
      const Dimension& dimension = counts.dimensions()[i];
      const std::string& key = dimension.key(group.key[i]);
      written->add_keys(key);
      std::string* shown = written->add_display_names();
      if (!dimension.is_entity() || key.empty()) continue;
      if (const auto known = display_names.find(key); known != display_names.end()) {
        *shown = known->second;
        continue;
      }
      absl::StatusOr<std::string> name = DisplayName(state, key);
      if (!name.ok()) return name.status();
      display_names.emplace(key, *name);
      *shown = *std::move(name);
    }
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
  GroupCounts counts(request, *state);
  for (const SegmentView& view : state->facts().views()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    DocSet facts = selection->Select(view);
    if (query.has_value()) KeepMatches(*query, *view.segment, facts);
    if (!facts.IsEmpty()) counts.Add(*view.segment, facts);
    if (counts.group_count() > limits_.max_groups_counted) {
      return errors::FieldError("FIELD_INVALID", "group_by",
                                absl::StrCat("makes more than ", limits_.max_groups_counted,
                                             " groups; ask for fewer dimensions, or for fewer facts"));
    }
  }
  const size_t max_groups = request.max_groups() == 0 ? kDefaultMaxGroups : static_cast<size_t>(request.max_groups());
  v1::AggregateFactsResponse response;
  const absl::Status written = WriteGroups(*state, counts, counts.First(request.order_by(), max_groups), response);
  if (!written.ok()) return written;
  response.set_total_facts(counts.total_facts());
  response.set_total_groups(static_cast<int64_t>(counts.group_count()));
  response.set_revision_token(RevisionToken(state->revision()));
  return response.SerializeAsString();
}

}  // namespace dateline::answers
