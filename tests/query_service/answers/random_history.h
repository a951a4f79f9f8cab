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
  // With `fixed_publishers` an article keeps its publisher, so that it does not matter which version a fact met.
  explicit RandomHistory(uint32_t seed, bool fixed_publishers = false)
      : random_(seed), fixed_publishers_(fixed_publishers) {}

  v1::Change NextChange() {
    switch (Below(18)) {
      case 0:
      case 1:
        return NextArticle();
      case 2:
      case 3:
        return EntityChange(NextEntity(EntityName()));
      case 4:
      case 5:
        return NextMerge();
      case 6:
        return NextStatus();
      case 7:
        return ConfirmChange(NextFact());
      case 8:
        return NextSuperseded();
      case 9:
        return RetractChange(FactName());
      case 10:
        return RemoveChange(EntityName());
      case 11:
        return Below(8) == 0 ? PurgeChange(ArticleName(), {EntityName(), EntityName()}) : RetractChange(FactName());
      default:
        return FactChange(NextFact());
    }
  }

  v1::Change NextArticle() {
    const std::string name = ArticleName();
    return ArticleChange(name, PublisherOf(name));
  }

  v1::Change NextStatus() {
    const std::string name = ArticleName();
    return StatusChange(name, static_cast<v1::ArticleStatus>(1 + Below(3)), PublisherOf(name));
  }

  // By itself or by another one of the article.
  v1::Change NextSuperseded() {
    const v1::Fact before = NextFact();
    v1::Fact after = NextFact();
    after.set_name(before.name());
    if (Below(2) == 0) after.set_name(FactNameOf(before.name().substr(0, before.name().find("/facts/"))));
    return SupersedeChange(before, after);
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
  std::string FactName() { return FactNameOf(ArticleName()); }
  std::string FactNameOf(const std::string& article) { return absl::StrCat(article, "/facts/f", Below(25)); }
  std::string CountryCode() { return std::vector<std::string>{"VN", "KH", ""}[Below(3)]; }

 private:
  std::string PublisherName() { return absl::StrCat("Publisher ", Below(3)); }
  std::string PublisherOf(const std::string& article) {
    return fixed_publishers_ ? "Publisher of " + article : PublisherName();
  }
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
  const bool fixed_publishers_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_ANSWERS_RANDOM_HISTORY_H_
