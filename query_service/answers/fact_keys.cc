#include "query_service/answers/fact_keys.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "query_service/segments/fact_days.h"
#include "query_service/segments/fact_term.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::FactField;
using segments::Segment;

// Of a dimension whose keys are terms.
FactField FieldOf(v1::FactDimension dimension) {
  switch (dimension) {
    case v1::FACT_DIMENSION_EVENT_TYPE:
      return FactField::kEventType;
    case v1::FACT_DIMENSION_MODE:
      return FactField::kMode;
    case v1::FACT_DIMENSION_CONTEXT:
      return FactField::kContext;
    case v1::FACT_DIMENSION_MODALITY:
      return FactField::kModality;
    case v1::FACT_DIMENSION_ENTITY:
      return FactField::kEntity;
    case v1::FACT_DIMENSION_COUNTRY:
      return FactField::kCountry;
    case v1::FACT_DIMENSION_PLACE:
      return FactField::kPlace;
    case v1::FACT_DIMENSION_SPEAKER:
      return FactField::kSpeaker;
    case v1::FACT_DIMENSION_PUBLISHER:
      return FactField::kPublisher;
    default:
      return FactField::kKind;
  }
}

// The name of an enum's value; of one that this program does not know, its number.
template <typename Enum>
std::string NameOfEnum(absl::string_view number, const std::string& (*name_of)(Enum)) {
  int value = 0;
  if (!absl::SimpleAtoi(number, &value)) return std::string(number);
  const std::string& name = name_of(static_cast<Enum>(value));
  return name.empty() ? std::string(number) : name;
}

std::string IsoWeek(absl::CivilDay day) {
  // The week belongs to the year of its Thursday.
  const absl::CivilDay thursday = absl::PrevWeekday(day + 1, absl::Weekday::monday) + 3;
  return absl::StrFormat("%04d-W%02d", thursday.year(), (absl::GetYearDay(thursday) - 1) / 7 + 1);
}

std::string KeyOfDay(v1::FactDimension dimension, segments::Day number) {
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + number;
  switch (dimension) {
    case v1::FACT_DIMENSION_WEEK:
      return IsoWeek(day);
    case v1::FACT_DIMENSION_MONTH:
      return absl::StrFormat("%04d-%02d", day.year(), day.month());
    case v1::FACT_DIMENSION_YEAR:
      return absl::StrFormat("%04d", day.year());
    default:
      return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
  }
}

}  // namespace

bool Dimension::is_entity() const {
  return dimension_ == v1::FACT_DIMENSION_ENTITY || dimension_ == v1::FACT_DIMENSION_PLACE ||
         dimension_ == v1::FACT_DIMENSION_SPEAKER;
}

KeysOfFacts Dimension::Read(const Segment& segment, const DocSet& facts) {
  KeysOfFacts keys(segment.fact_count());
  switch (dimension_) {
    case v1::FACT_DIMENSION_DAY:
    case v1::FACT_DIMENSION_WEEK:
    case v1::FACT_DIMENSION_MONTH:
    case v1::FACT_DIMENSION_YEAR:
      ReadDays(segment, facts, keys);
      break;
    case v1::FACT_DIMENSION_RECORDED_DAY:
      ReadRecordedDays(segment, facts, keys);
      break;
    default:
      ReadTerms(segment, facts, keys);
      break;
  }
  facts.ForEach([&](Doc doc) {
    if (!keys.Has(doc)) keys.Add(doc, NumberOf(""));
  });
  return keys;
}

void Dimension::ReadTerms(const Segment& segment, const DocSet& facts, KeysOfFacts& keys) {
  constexpr uint32_t kNotNumbered = ~uint32_t{0};
  const auto [begin, end] = segment.TermsOfField(FieldOf(dimension_));
  for (uint32_t term = begin; term < end; ++term) {
    uint32_t number = kNotNumbered;
    segment.Docs(term).ForEach([&](Doc doc) {
      if (!facts.Test(doc)) return;
      if (number == kNotNumbered) number = NumberOf(KeyOfTerm(segment.Key(term).substr(1)));
      keys.Add(doc, number);
    });
  }
}

void Dimension::ReadDays(const Segment& segment, const DocSet& facts, KeysOfFacts& keys) {
  const auto days = segment.Column<int32_t>(segments::kDayFirst);
  facts.ForEach([&](Doc doc) {
    if (days[doc] != segments::kFirstDay) keys.Add(doc, NumberOfDay(days[doc]));
  });
}

void Dimension::ReadRecordedDays(const Segment& segment, const DocSet& facts, KeysOfFacts& keys) {
  constexpr int64_t kNanosecondsOfDay = int64_t{24} * 60 * 60 * 1'000'000'000;
  const auto times = segment.Column<int64_t>(segments::kCommitNanoseconds);
  facts.ForEach([&](Doc doc) {
    const int64_t time = times[doc];
    const int64_t day = time / kNanosecondsOfDay - (time % kNanosecondsOfDay < 0 ? 1 : 0);
    keys.Add(doc, NumberOfDay(static_cast<int32_t>(day)));
  });
}

uint32_t Dimension::NumberOfDay(int32_t day) {
  const auto known = days_.find(day);
  if (known != days_.end()) return known->second;
  const uint32_t number = NumberOf(KeyOfDay(dimension_, day));
  days_.emplace(day, number);
  return number;
}

uint32_t Dimension::NumberOf(const std::string& key) {
  const auto [known, is_new] = numbers_.emplace(key, static_cast<uint32_t>(keys_.size()));
  if (is_new) keys_.push_back(key);
  return known->second;
}

std::string Dimension::KeyOfTerm(absl::string_view value) const {
  switch (dimension_) {
    case v1::FACT_DIMENSION_KIND:
      return NameOfEnum<v1::FactKind>(value, &v1::FactKind_Name<v1::FactKind>);
    case v1::FACT_DIMENSION_EVENT_TYPE:
      return NameOfEnum<v1::EventType>(value, &v1::EventType_Name<v1::EventType>);
    case v1::FACT_DIMENSION_MODALITY:
      return NameOfEnum<v1::Modality>(value, &v1::Modality_Name<v1::Modality>);
    default:
      break;
  }
  return is_entity() ? state_.snapshot.merged_names().StandsFor(std::string(value), state_.at) : std::string(value);
}

}  // namespace dateline::answers
