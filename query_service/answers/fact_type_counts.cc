#include "query_service/answers/fact_type_counts.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "query_service/segments/fact_term.h"

namespace dateline::answers {
namespace {

std::vector<int> ReadNumbers(const segments::Segment& segment, segments::Section section, segments::FactField field,
                             const segments::DocSet& facts) {
  std::vector<int> numbers(segment.fact_count());
  const auto column = segment.Column<uint8_t>(section);
  bool is_greater = false;
  facts.ForEach([&](segments::Doc doc) {
    numbers[doc] = column[doc];
    is_greater |= column[doc] == segments::kGreaterNumber;
  });
  if (!is_greater) return numbers;
  const auto [begin, end] = segment.TermsOfField(field);
  for (uint32_t term = begin; term < end; ++term) {
    int number = 0;
    if (!absl::SimpleAtoi(segment.Key(term).substr(1), &number)) continue;
    segment.Docs(term).ForEach([&](segments::Doc doc) {
      if (facts.Test(doc)) numbers[doc] = number;
    });
  }
  return numbers;
}

}  // namespace

FactTypes::FactTypes(const segments::Segment& segment, const segments::DocSet& facts)
    : kinds_(ReadNumbers(segment, segments::kKindNumber, segments::FactField::kKind, facts)),
      event_types_(ReadNumbers(segment, segments::kEventTypeNumber, segments::FactField::kEventType, facts)) {}

std::vector<v1::FactTypeCount> InOrder(const std::map<FactType, int64_t>& counts) {
  std::vector<v1::FactTypeCount> ordered;
  for (const auto& [type, count] : counts) {
    v1::FactTypeCount& written = ordered.emplace_back();
    written.set_kind(static_cast<v1::FactKind>(type.first));
    written.set_event_type(static_cast<v1::EventType>(type.second));
    written.set_fact_count(count);
  }
  std::stable_sort(ordered.begin(), ordered.end(), [](const v1::FactTypeCount& left, const v1::FactTypeCount& right) {
    return left.fact_count() > right.fact_count();
  });
  return ordered;
}

}  // namespace dateline::answers
