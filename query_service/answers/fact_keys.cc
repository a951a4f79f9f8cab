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

// The period of a day; periods follow one another in time.
int32_t PeriodOf(v1::FactDimension dimension, segments::Day number) {
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + number;
  switch (dimension) {
    case v1::FACT_DIMENSION_WEEK:
      // By its Thursday, to whose year it belongs.
      return static_cast<int32_t>(absl::PrevWeekday(day + 1, absl::Weekday::monday) + 3 - absl::CivilDay(1970, 1, 1));
    case v1::FACT_DIMENSION_MONTH:
      return static_cast<int32_t>(day.year() * 12 + day.month() - 1);
    case v1::FACT_DIMENSION_YEAR:
      return static_cast<int32_t>(day.year());
    default:
      return number;
  }
}

std::string KeyOfPeriod(v1::FactDimension dimension, int32_t period) {
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + period;
  switch (dimension) {
    case v1::FACT_DIMENSION_WEEK:
      return absl::StrFormat("%04d-W%02d", day.year(), (absl::GetYearDay(day) - 1) / 7 + 1);
    case v1::FACT_DIMENSION_MONTH:
      return absl::StrFormat("%04d-%02d", period / 12, period % 12 + 1);
    case v1::FACT_DIMENSION_YEAR:
      return absl::StrFormat("%04d", period);
    default:
      return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
  }
}

}  // namespace

Dimension::Dimension(v1::FactDimension dimension, const ReadState& state) : dimension_(dimension), state_(state) {
  numbers_of_enums_.fill(kNotNumbered);
}

bool Dimension::is_entity() const {
  return dimension_ == v1::FACT_DIMENSION_ENTITY || dimension_ == v1::FACT_DIMENSION_PLACE ||
         dimension_ == v1::FACT_DIMENSION_SPEAKER;
}

const KeysOfFacts& Dimension::Read(const Segment& segment, const DocSet& facts) {
  keys_.Start(segment.fact_count());
  switch (dimension_) {
    case v1::FACT_DIMENSION_KIND:
      ReadEnums(segment, segments::kKindNumber, facts);
      break;
    case v1::FACT_DIMENSION_EVENT_TYPE:
      ReadEnums(segment, segments::kEventTypeNumber, facts);
      break;
    case v1::FACT_DIMENSION_MODALITY:
      ReadEnums(segment, segments::kModalityNumber, facts);
      break;
    case v1::FACT_DIMENSION_DAY:
    case v1::FACT_DIMENSION_WEEK:
    case v1::FACT_DIMENSION_MONTH:
    case v1::FACT_DIMENSION_YEAR:
      ReadDays(segment, facts);
      break;
    case v1::FACT_DIMENSION_RECORDED_DAY:
      ReadRecordedDays(segment, facts);
      break;
    default:
      ReadTerms(segment, facts);
      break;
  }
  return keys_;
}

void Dimension::ReadTerms(const Segment& segment, const DocSet& facts) {
  facts.ForEach([&](Doc doc) { keys_.Clear(doc); });
  const auto [begin, end] = segment.TermsOfField(FieldOf(dimension_));
  for (uint32_t term = begin; term < end; ++term) {
    uint32_t number = kNotNumbered;
    segment.Docs(term).ForEach([&](Doc doc) {
      if (!facts.Test(doc)) return;
      if (number == kNotNumbered) number = NumberOf(KeyOfTerm(segment.Key(term).substr(1)));
      keys_.Add(doc, number);
    });
  }
  facts.ForEach([&](Doc doc) {
    if (!keys_.Has(doc)) keys_.Set(doc, NumberOf(""));
  });
}

void Dimension::ReadEnums(const Segment& segment, segments::Section section, const DocSet& facts) {
  const auto column = segment.Column<uint8_t>(section);
  DocSet greater(segment.fact_count());
  facts.ForEach([&](Doc doc) {
    if (column[doc] == segments::kGreaterNumber) return greater.Set(doc);
    uint32_t& number = numbers_of_enums_[column[doc]];
    if (number == kNotNumbered) number = NumberOfEnum(column[doc]);
    keys_.Set(doc, number);
  });
  if (!greater.IsEmpty()) ReadTerms(segment, greater);
}

void Dimension::ReadDays(const Segment& segment, const DocSet& facts) {
  const auto days = segment.Column<int32_t>(segments::kDayFirst);
  facts.ForEach(
      [&](Doc doc) { keys_.Set(doc, days[doc] == segments::kFirstDay ? NumberOf("") : NumberOfDay(days[doc])); });
}

void Dimension::ReadRecordedDays(const Segment& segment, const DocSet& facts) {
  constexpr int64_t kNanosecondsOfDay = int64_t{24} * 60 * 60 * 1'000'000'000;
  const auto times = segment.Column<int64_t>(segments::kCommitNanoseconds);
  facts.ForEach([&](Doc doc) {
    const int64_t time = times[doc];
    const int64_t day = time / kNanosecondsOfDay - (time % kNanosecondsOfDay < 0 ? 1 : 0);
    keys_.Set(doc, NumberOfDay(static_cast<int32_t>(day)));
  });
}

uint32_t Dimension::NumberOfDay(int32_t day) {
  DayNumber& known = known_days_[static_cast<uint32_t>(day) % known_days_.size()];
  if (known.day != day) known = {day, NumberOfPeriod(PeriodOf(dimension_, day))};
  return known.number;
}

uint32_t Dimension::NumberOfPeriod(int32_t period) {
  const auto [known, is_new] = numbers_of_periods_.emplace(period, 0);
  if (is_new) known->second = NumberOf(KeyOfPeriod(dimension_, period));
  return known->second;
}

uint32_t Dimension::NumberOfEnum(uint8_t value) {
  const bool is_unspecified_type = dimension_ == v1::FACT_DIMENSION_EVENT_TYPE && value == 0;
  return NumberOf(is_unspecified_type ? "" : KeyOfTerm(absl::StrCat(value)));
}

uint32_t Dimension::NumberOf(const std::string& key) {
  const auto [known, is_new] = numbers_.emplace(key, key_count());
  if (is_new) names_.push_back(key);
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
