#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "platform/encoding/crc32.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/fact_keys.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/fact_type_counts.h"
#include "query_service/answers/merged_entities.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::SegmentView;

// What is known of a counterpart.
struct Dealings {
  std::string entity;
  int64_t fact_count = 0;
  std::map<FactType, int64_t> types;
  std::optional<segments::FactPlace> latest;
  segments::Day first_day = std::numeric_limits<segments::Day>::max();
  segments::Day last_day = std::numeric_limits<segments::Day>::min();
};

// Adds up what an entity has to do with others.
class DealingsOfEntity {
 public:
  DealingsOfEntity(std::string entity, const ReadState& state)
      : entity_(std::move(entity)), others_(v1::FACT_DIMENSION_ENTITY, state) {}

  // In the order of recorded_from.
  void Add(const SegmentView& view, const DocSet& facts) {
    const segments::Segment& segment = *view.segment;
    const KeysOfFacts& entities = others_.Read(segment, facts);
    const FactTypes types(segment, facts);
    const auto first_days = segment.Column<int32_t>(segments::kDayFirst);
    const auto last_days = segment.Column<int32_t>(segments::kDayLast);
    facts.ForEach([&](Doc doc) {
      entities.ForEach(doc, [&](uint32_t number) {
        if (dealings_.size() <= number) dealings_.resize(number + 1);
        Dealings& dealings = dealings_[number];
        ++dealings.fact_count;
        ++dealings.types[types.TypeOf(doc)];
        dealings.latest = segments::FactPlace{&view, doc};
        if (first_days[doc] != segments::kFirstDay) {
          dealings.first_day = std::min(dealings.first_day, first_days[doc]);
        }
        if (last_days[doc] != segments::kLastDay) dealings.last_day = std::max(dealings.last_day, last_days[doc]);
      });
    });
  }

  // Those with the most facts first, then by name.
  std::vector<Dealings> Take() {
    std::vector<Dealings> others;
    for (uint32_t number = 0; number < dealings_.size(); ++number) {
      dealings_[number].entity = others_.key(number);
      const std::string& name = dealings_[number].entity;
      if (name != entity_ && !name.empty()) others.push_back(std::move(dealings_[number]));
    }
    std::sort(others.begin(), others.end(), [](const Dealings& left, const Dealings& right) {
      return left.fact_count != right.fact_count ? left.fact_count > right.fact_count : left.entity < right.entity;
    });
    return others;
  }

 private:
  const std::string entity_;
  Dimension others_;
  std::vector<Dealings> dealings_;  // by the number of the key
};

absl::StatusOr<v1::Counterpart> Describe(ReadState& state, const Dealings& dealings) {
  v1::Counterpart counterpart;
  counterpart.set_entity(dealings.entity);
  const absl::StatusOr<std::optional<v1::Entity>> known = FindStoredEntity(state, dealings.entity);
  if (!known.ok()) return known.status();
  if (known->has_value()) {
    counterpart.set_display_name((*known)->display_name());
    counterpart.set_entity_type((*known)->type());
  }
  counterpart.set_fact_count(dealings.fact_count);
  const std::vector<v1::FactTypeCount> types = InOrder(dealings.types);
  counterpart.mutable_fact_type_counts()->Assign(types.begin(), types.end());
  const absl::StatusOr<std::string> latest = dealings.latest->ReadBytes();
  if (!latest.ok()) return latest.status();
  counterpart.set_latest_fact(std::string(segments::NameInBytes(*latest)));
  if (dealings.first_day != std::numeric_limits<segments::Day>::max()) {
    *counterpart.mutable_first_day() = segments::DateOf(dealings.first_day);
  }
  if (dealings.last_day != std::numeric_limits<segments::Day>::min()) {
    *counterpart.mutable_last_day() = segments::DateOf(dealings.last_day);
  }
  return counterpart;
}

// Where a walk is behind all of `passed`: how many they are, and their CRC-32.
std::string WritePosition(absl::Span<const Dealings> passed) {
  uint32_t crc = 0;
  for (const Dealings& dealings : passed) crc = encoding::Crc32(crc, absl::StrCat(dealings.entity, "\n"));
  return absl::StrCat(passed.size(), ":", crc);
}

// How many of the counterparts come up to the position. INVALID_ARGUMENT (PAGE_TOKEN_INVALID): those are not the same
// any more, for what is purged is not counted in any state.
absl::StatusOr<size_t> CountPassed(const std::vector<Dealings>& others, absl::string_view position) {
  if (position.empty()) return 0;
  const absl::string_view count = position.substr(0, position.find(':'));
  size_t passed = 0;
  if (!absl::SimpleAtoi(count, &passed)) return InvalidPageToken("damaged");
  const bool are_the_same =
      passed <= others.size() && WritePosition(absl::MakeConstSpan(others).first(passed)) == position;
  if (!are_the_same) return InvalidPageToken("of before an article was purged that counts; begin with the first page");
  return passed;
}

}  // namespace

absl::StatusOr<std::string> Answers::ListCounterparts(const v1::ListCounterpartsRequest& request,
                                                      absl::Time deadline) const {
  const absl::StatusOr<WalkStart> start = FindWalkStart(request);
  if (!start.ok()) return start.status();
  absl::StatusOr<ReadState> state = OpenReadState(reader_, start->point);
  if (!state.ok()) return state.status();
  const absl::StatusOr<std::optional<v1::Entity>> known = FindStoredEntity(*state, request.entity());
  if (!known.ok()) return known.status();
  if (!known->has_value()) return EntityNotFound(request.entity());
  v1::FactFilter of_entity;
  of_entity.add_entities(request.entity());
  const FactSelection takes_part(*state, of_entity);
  const auto selection = SelectFacts(*state, request.filter(), *corroboration_, deadline);
  if (!selection.ok()) return selection.status();
  DealingsOfEntity dealings(state->snapshot.merged_names().StandsFor(request.entity(), state->at), *state);
  for (const SegmentView& view : state->facts().views()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    DocSet facts = takes_part.Select(view);
    if (facts.IsEmpty()) continue;
    facts.And(selection->Select(view));
    if (!facts.IsEmpty()) dealings.Add(view, facts);
  }
  const std::vector<Dealings> others = dealings.Take();
  const absl::StatusOr<size_t> passed = CountPassed(others, start->last);
  if (!passed.ok()) return passed.status();
  const size_t page_size = PageSizeOf(request);
  const size_t end = std::min(others.size(), *passed + page_size);
  v1::ListCounterpartsResponse response;
  for (size_t i = *passed; i < end; ++i) {
    absl::StatusOr<v1::Counterpart> counterpart = Describe(*state, others[i]);
    if (!counterpart.ok()) return counterpart.status();
    *response.add_counterparts() = *std::move(counterpart);
  }
  if (end < others.size()) {
    const std::string position = WritePosition(absl::MakeConstSpan(others).first(end));
    response.set_next_page_token(PageToken(request, {state->revision(), position}));
  }
  response.set_revision_token(RevisionToken(state->revision()));
  return response.SerializeAsString();
}

}  // namespace dateline::answers
