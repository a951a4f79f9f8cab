#include "query_service/answers/fact_matches.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "query_service/answers/merged_entities.h"
#include "query_service/answers/posting_query.h"

namespace dateline::answers {
namespace {

using index::RoleSet;
using index::TermField;

// A valid time over more months than this is compared on each fact's row alone.
constexpr int kMaxMonthsOfFilter = 120;
constexpr int kCandidatesBetweenDeadlineChecks = 256;

index::DayRange ToDayRange(const v1::DateRange& range) {
  index::DayRange days;
  if (range.has_first()) days.first = index::FirstDay(range.first());
  if (range.has_last()) days.last = index::LastDay(range.last());
  return days;
}

RoleSet RolesOf(const v1::FactFilter& filter) {
  RoleSet roles = 0;
  for (const int role : filter.roles()) roles |= index::RoleBit(static_cast<v1::ParticipantRole>(role));
  return roles;
}

template <typename Values>
void AddEnumField(TermField field, const Values& values, PostingQuery& query) {
  if (values.empty()) return;
  query.BeginField();
  for (const int value : values) query.AddValue(index::EnumTerm(field, value));
}

// Adds the entity under every name that facts give it.
absl::Status AddEntity(ReadState& state, const std::string& entity, RoleSet roles, PostingQuery& query) {
  absl::StatusOr<std::vector<std::string>> names = NamesOfEntity(state, entity);
  if (!names.ok()) return names.status();
  for (std::string& name : *names) query.AddValue({TermField::kFactEntity, std::move(name)}, roles);
  return absl::OkStatus();
}

absl::Status AddEntities(ReadState& state, const v1::FactFilter& filter, PostingQuery& query) {
  if (filter.entities().empty()) {
    AddEnumField(TermField::kFactRole, filter.roles(), query);
  } else {
    query.BeginField();
    for (const std::string& entity : filter.entities()) {
      if (absl::Status added = AddEntity(state, entity, RolesOf(filter), query); !added.ok()) return added;
    }
  }
  if (filter.counterpart().empty()) return absl::OkStatus();
  query.BeginField();
  return AddEntity(state, filter.counterpart(), 0, query);
}

void AddMonths(const index::DayRange& valid_time, PostingQuery& query) {
  const std::vector<std::string> months = index::MonthsOf(valid_time, kMaxMonthsOfFilter);
  if (months.empty()) return;
  query.BeginField();
  query.AddValue({TermField::kFactLongTime, ""});
  for (const std::string& month : months) query.AddValue({TermField::kFactMonth, month});
}

absl::StatusOr<PostingQuery> ToPostingQuery(ReadState& state, const v1::FactFilter& filter,
                                            const std::optional<index::DayRange>& valid_time) {
  PostingQuery query({TermField::kEveryFact, ""});
  if (absl::Status added = AddEntities(state, filter, query); !added.ok()) return added;
  AddEnumField(TermField::kFactKind, filter.kinds(), query);
  AddEnumField(TermField::kFactEventType, filter.event_types(), query);
  AddEnumField(TermField::kFactModality, filter.modalities(), query);
  if (!filter.article().empty()) {
    query.BeginField();
    query.AddValue({TermField::kFactArticle, filter.article()});
  }
  if (!filter.publishers().empty()) query.BeginField();
  for (const std::string& publisher : filter.publishers()) query.AddValue({TermField::kFactPublisher, publisher});
  if (valid_time.has_value()) AddMonths(*valid_time, query);
  return query;
}

}  // namespace

absl::StatusOr<FactMatches> FactMatches::Open(ReadState& state, const v1::FactFilter& filter, int64_t before,
                                              absl::Time deadline) {
  std::optional<index::DayRange> valid_time;
  if (filter.has_valid_time()) valid_time = ToDayRange(filter.valid_time());
  const absl::StatusOr<PostingQuery> query = ToPostingQuery(state, filter, valid_time);
  if (!query.ok()) return query.status();
  auto postings = query->Open(state.snapshot);
  if (!postings.ok()) return postings.status();
  return FactMatches(state, *std::move(postings), valid_time, std::min(before, state.at + 1), deadline);
}

absl::StatusOr<std::optional<int64_t>> FactMatches::Next() {
  while (true) {
    if (++candidates_ % kCandidatesBetweenDeadlineChecks == 0) {
      if (absl::Status in_time = CheckDeadline(deadline_); !in_time.ok()) return in_time;
    }
    const absl::StatusOr<std::optional<int64_t>> found = postings_->SeekAtMost(next_);
    if (!found.ok() || !found->has_value()) return found;
    next_ = **found - 1;
    const absl::StatusOr<bool> matches = Matches(**found);
    if (!matches.ok()) return matches.status();
    if (*matches) return found;
  }
}

absl::StatusOr<bool> FactMatches::Matches(int64_t recorded_from) {
  const absl::StatusOr<index::FactRow> fact = state_.snapshot.ReadFact(recorded_from);
  if (!fact.ok()) return fact.status();
  if (fact->recorded_to <= state_.at) return false;
  return !valid_time_.has_value() || (fact->days.has_value() && index::MayHoldWithin(*fact->days, *valid_time_));
}

}  // namespace dateline::answers
