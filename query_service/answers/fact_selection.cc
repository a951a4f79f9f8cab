#include "query_service/answers/fact_selection.h"

#include <utility>

#include "query_service/index/commit_times.h"
#include "query_service/segments/fact_term.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::FactField;
using segments::Segment;
using segments::TermKey;

// A valid time over more months than this is compared in the columns alone.
constexpr int kMaxMonthsOfFilter = 24;

segments::DayRange ToDayRange(const v1::DateRange& range) {
  segments::DayRange days;
  if (range.has_first()) days.first = segments::FirstDay(range.first());
  if (range.has_last()) days.last = segments::LastDay(range.last());
  return days;
}

// Clears the facts of which `matches` says false.
template <typename Matches>
void KeepIf(DocSet& facts, Matches matches) {
  facts.ForEach([&](Doc doc) {
    if (!matches(doc)) facts.Clear(doc);
  });
}

void KeepValidWithin(const Segment& segment, const segments::DayRange& range, DocSet& facts) {
  const auto first = segment.Column<int32_t>(segments::kDayFirst);
  const auto last = segment.Column<int32_t>(segments::kDayLast);
  const auto recurring = segment.Column<uint16_t>(segments::kRecurring);
  KeepIf(facts, [&](Doc doc) {
    if (recurring[doc] == 0 || first[doc] > range.last || last[doc] < range.first) return false;
    if (recurring[doc] == segments::kHasTime) return true;
    const int month = (recurring[doc] & ~segments::kHasTime) >> 8;
    return segments::MayHoldWithin({{first[doc], last[doc]}, month, recurring[doc] & 0xFF}, range);
  });
}

}  // namespace

FactSelection::FactSelection(const ReadState& state, const v1::FactFilter& filter) : at_(state.at) {
  AddParticipants(state, filter);
  AddEnums(FactField::kKind, filter.kinds());
  AddEnums(FactField::kEventType, filter.event_types());
  AddEnums(FactField::kModality, filter.modalities());
  if (!filter.article().empty()) fields_.emplace_back().emplace_back(TermKey(FactField::kArticle, filter.article()));
  AddTexts(FactField::kPublisher, filter.publishers());
  AddTexts(FactField::kMode, filter.modes());
  AddTexts(FactField::kContext, filter.contexts());
  AddTexts(FactField::kCountry, filter.countries());
  AddEntities(state, FactField::kPlace, filter.places());
  AddEntities(state, FactField::kSpeaker, filter.speakers());
  AddNegated(filter);
  AddRanges(filter);
}

template <typename Numbers>
void FactSelection::AddEnums(FactField field, const Numbers& numbers) {
  if (numbers.empty()) return;
  Values& values = fields_.emplace_back();
  for (const int number : numbers) values.emplace_back(segments::EnumTermKey(field, number));
}

template <typename Texts>
void FactSelection::AddTexts(FactField field, const Texts& texts) {
  if (texts.empty()) return;
  Values& values = fields_.emplace_back();
  for (const std::string& text : texts) values.emplace_back(TermKey(field, text));
}

// Under every name that facts give them.
template <typename Names>
void FactSelection::AddEntities(const ReadState& state, FactField field, const Names& names) {
  if (names.empty()) return;
  Values& values = fields_.emplace_back();
  for (const std::string& name : names) {
    for (const std::string& each : state.snapshot.merged_names().NamesOf(name, at_)) {
      values.emplace_back(TermKey(field, each));
    }
  }
}

void FactSelection::AddParticipants(const ReadState& state, const v1::FactFilter& filter) {
  if (filter.entities().empty()) {
    AddEnums(FactField::kRole, filter.roles());
  } else if (filter.roles().empty()) {
    AddEntities(state, FactField::kEntity, filter.entities());
  } else {
    Values& values = fields_.emplace_back();
    for (const std::string& entity : filter.entities()) {
      for (const std::string& each : state.snapshot.merged_names().NamesOf(entity, at_)) {
        for (const int role : filter.roles()) {
          values.emplace_back(
              TermKey(FactField::kEntityInRole, segments::EntityInRole(static_cast<v1::ParticipantRole>(role), each)));
        }
      }
    }
  }
  if (!filter.counterpart().empty()) {
    AddEntities(state, FactField::kEntity, std::vector<std::string>{filter.counterpart()});
  }
}

void FactSelection::AddNegated(const v1::FactFilter& filter) {
  if (!filter.has_negated()) return;
  excludes_negated_ = !filter.negated();
  if (filter.negated()) fields_.emplace_back().emplace_back(TermKey(FactField::kNegated));
}

void FactSelection::AddRanges(const v1::FactFilter& filter) {
  if (filter.has_valid_time()) {
    valid_time_ = ToDayRange(filter.valid_time());
    const std::vector<std::string> months = segments::MonthsOf(*valid_time_, kMaxMonthsOfFilter);
    if (!months.empty()) {
      Values& values = fields_.emplace_back();
      values.emplace_back(TermKey(FactField::kLongTime));
      for (const std::string& month : months) values.emplace_back(TermKey(FactField::kMonth, month));
    }
  }
  if (filter.has_published()) published_ = ToDayRange(filter.published());
  if (filter.recorded().has_begin_time()) recorded_begin_ = index::NanosecondsOf(filter.recorded().begin_time());
  if (filter.recorded().has_end_time()) recorded_end_ = index::NanosecondsOf(filter.recorded().end_time());
  if (filter.has_min_confidence()) min_confidence_ = filter.min_confidence();
}

std::vector<std::vector<std::string>> FactSelection::Keys() const {
  std::vector<std::vector<std::string>> fields;
  for (const Values& values : fields_) {
    std::vector<std::string>& keys = fields.emplace_back();
    for (const segments::SoughtTerm& value : values) keys.push_back(value.key);
  }
  return fields;
}

void FactSelection::Prefetch(const segments::SegmentView& view) const {
  for (const Values& values : fields_) {
    for (const segments::SoughtTerm& value : values) view.segment->Prefetch(value);
  }
}

std::optional<FactSelection::FoundTerms> FactSelection::FindTerms(const Segment& segment) const {
  FoundTerms fields;
  for (const Values& values : fields_) {
    auto& terms = fields.emplace_back();
    for (const segments::SoughtTerm& value : values) {
      const std::optional<uint32_t> term = segment.FindTerm(value);
      if (term.has_value()) terms.push_back(*term);
    }
    if (terms.empty()) return std::nullopt;
  }
  return fields;
}

DocSet FactSelection::Select(const segments::SegmentView& view) const {
  const Segment& segment = *view.segment;
  const std::optional<FoundTerms> fields = FindTerms(segment);
  if (!fields.has_value()) return DocSet(segment.fact_count());
  DocSet facts = view.HoldingAt(at_);
  IntersectTerms(segment, *fields, facts);
  CompareColumns(segment, facts);
  if (corroboration_ != nullptr && !facts.IsEmpty()) corroboration_->KeepConfirmed(segment, at_, min_sources_, facts);
  return facts;
}

void FactSelection::IntersectTerms(const Segment& segment, const FoundTerms& fields, DocSet& facts) const {
  for (const auto& terms : fields) {
    if (terms.size() == 1) {
      segment.Docs(terms.front()).AndInto(facts);
      continue;
    }
    DocSet either(segment.fact_count());
    for (const uint32_t term : terms) segment.Docs(term).OrInto(either);
    facts.And(either);
  }
  if (!excludes_negated_) return;
  const std::optional<uint32_t> negated = segment.FindTerm(TermKey(FactField::kNegated));
  if (negated.has_value()) segment.Docs(*negated).AndNotInto(facts);
}

void FactSelection::CompareColumns(const Segment& segment, DocSet& facts) const {
  if (valid_time_.has_value()) KeepValidWithin(segment, *valid_time_, facts);
  if (published_.has_value()) {
    const auto first = segment.Column<int32_t>(segments::kPublishedFirst);
    const auto last = segment.Column<int32_t>(segments::kPublishedLast);
    KeepIf(facts, [&](Doc doc) {
      const bool is_known = first[doc] <= last[doc];
      return is_known && first[doc] <= published_->last && last[doc] >= published_->first;
    });
  }
  if (recorded_begin_.has_value() || recorded_end_.has_value()) {
    const auto time = segment.Column<int64_t>(segments::kCommitNanoseconds);
    KeepIf(facts, [&](Doc doc) {
      return (!recorded_begin_.has_value() || time[doc] >= *recorded_begin_) &&
             (!recorded_end_.has_value() || time[doc] < *recorded_end_);
    });
  }
  if (min_confidence_.has_value()) {
    const auto confidence = segment.Column<double>(segments::kConfidence);
    KeepIf(facts, [&](Doc doc) { return confidence[doc] >= *min_confidence_; });
  }
}

bool CountsSources(const v1::FactFilter& filter) { return filter.min_independent_sources() >= 2; }

absl::StatusOr<FactSelection> SelectFacts(const ReadState& state, const v1::FactFilter& filter,
                                          Corroboration& corroboration, absl::Time deadline) {
  FactSelection selection(state, filter);
  if (!CountsSources(filter)) return selection;
  if (absl::Status followed = corroboration.FollowTo(state.at, deadline); !followed.ok()) return followed;
  selection.RequireSources(filter.min_independent_sources(), corroboration);
  return selection;
}

}  // namespace dateline::answers
