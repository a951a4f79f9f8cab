// Random changes and questions about them; the same seed gives the same.
#ifndef DATELINE_TESTS_QUERY_SERVICE_ANSWERS_RANDOM_HISTORY_H_
#define DATELINE_TESTS_QUERY_SERVICE_ANSWERS_RANDOM_HISTORY_H_

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::testing {

// Few names, so that filters meet facts; some names come again, so that versions end.
class RandomHistory {
 public:
  explicit RandomHistory(uint32_t seed) : random_(seed) {}

  v1::Change NextChange() {
    switch (Below(7)) {
      case 0:
        return ArticleChange(ArticleName(), PublisherName());
      case 1:
        return EntityChange(NextEntity(EntityName()));
      case 2:
        return NextMerge();
      default:
        return FactChange(NextFact());
    }
  }

  v1::Entity NextEntity(const std::string& name) {
    return EntityOf(name, absl::StrCat("Name ", Below(20)), {absl::StrCat("Alias ", Below(9))},
                    static_cast<v1::EntityType>(1 + Below(4)), CountryCode());
  }

  // The last four entities may be any of the others.
  v1::Change NextMerge() {
    const v1::Entity entity = NextEntity(absl::StrCat("entities/e", 8 + Below(4)));
    return MergeChange(entity, Below(3) == 0 ? "" : absl::StrCat("entities/e", Below(8)));
  }

  v1::Fact NextFact() {
    v1::Fact fact;
    fact.set_name(FactName());
    fact.set_kind(static_cast<v1::FactKind>(1 + Below(4)));
    if (fact.kind() == v1::FACT_KIND_EVENT) fact.set_event_type(static_cast<v1::EventType>(1 + Below(5)));
    fact.set_modality(static_cast<v1::Modality>(1 + Below(4)));
    for (int count = Below(4); count > 0; --count) {
      v1::Participant* participant = fact.add_participants();
      participant->set_role(Role());
      participant->set_entity(EntityName());
    }
    if (Below(4) > 0) *fact.mutable_time() = NextTime();
    fact.set_confidence(Below(100) / 100.0);
    return fact;
  }

  v1::FactFilter NextFilter() {
    v1::FactFilter filter;
    if (Below(2) == 0) {
      for (int count = 1 + Below(3); count > 0; --count) filter.add_entities(EntityName());
    }
    if (Below(4) == 0) {
      for (int count = 1 + Below(2); count > 0; --count) filter.add_roles(Role());
    }
    if (Below(6) == 0) filter.set_counterpart(EntityName());
    if (Below(4) == 0) filter.add_kinds(static_cast<v1::FactKind>(1 + Below(4)));
    if (Below(5) == 0) filter.add_event_types(static_cast<v1::EventType>(1 + Below(6)));
    if (Below(4) == 0) filter.add_modalities(static_cast<v1::Modality>(1 + Below(4)));
    if (Below(6) == 0) filter.set_article(ArticleName());
    if (Below(5) == 0) filter.add_publishers(PublisherName());
    if (Below(3) == 0) *filter.mutable_valid_time() = NextRange();
    return filter;
  }

  // 0 to limit - 1.
  int Below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

  std::string EntityName() { return absl::StrCat("entities/e", Below(12)); }
  std::string ArticleName() { return absl::StrCat("articles/a", Below(8)); }
  std::string FactName() { return absl::StrCat(ArticleName(), "/facts/f", Below(25)); }
  std::string CountryCode() { return std::vector<std::string>{"VN", "KH", ""}[Below(3)]; }

 private:
  std::string PublisherName() { return absl::StrCat("Publisher ", Below(3)); }
  v1::ParticipantRole Role() { return static_cast<v1::ParticipantRole>(1 + Below(8)); }
  v1::Date NextDate() { return DateOf(2020 + Below(6), 1 + Below(12), 1 + Below(28)); }

  v1::DateRange NextRange() {
    v1::DateRange range;
    if (Below(5) > 0) *range.mutable_first() = NextDate();
    if (Below(5) > 0) *range.mutable_last() = NextDate();
    // Narrow ones too; an end before the beginning is no range.
    if (range.has_first() && (range.has_last() ? range.last().year() <= range.first().year() : Below(2) == 0)) {
      *range.mutable_last() = range.first();
    }
    return range;
  }

  v1::FactTime NextTime() {
    v1::FactTime time;
    if (Below(8) == 0) {
      time.set_edtf(absl::StrFormat("XXXX-%02d-%02d", 1 + Below(12), 1 + Below(28)));
      return time;
    }
    const v1::DateRange range = NextRange();
    if (range.has_first()) *time.mutable_earliest() = range.first();
    if (range.has_last()) *time.mutable_latest() = range.last();
    return time;
  }

  std::mt19937 random_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_ANSWERS_RANDOM_HISTORY_H_
