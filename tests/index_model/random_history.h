// Random changes and questions about them; the same seed gives the same.
#ifndef DATELINE_TESTS_INDEX_MODEL_RANDOM_HISTORY_H_
#define DATELINE_TESTS_INDEX_MODEL_RANDOM_HISTORY_H_

#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::testing {

// Few names, so that filters meet facts; some names come again, so that versions end.
class RandomHistory {
 public:
  // When the feed of a history begins, and what a change of it takes on average.
  static constexpr int64_t kFirstCommitSeconds = 1'750'000'000;
  static constexpr int kSecondsOfAChange = 10'000;

  // With `fixed_publishers` an article keeps its publisher and day, so that it does not matter which version a fact
  // met; and, as in a feed, it comes before its facts.
  explicit RandomHistory(uint32_t seed, bool fixed_publishers = false)
      : random_(seed), fixed_publishers_(fixed_publishers) {}

  v1::Change NextChange() {
    v1::Change change = AnyChange();
    if (!fixed_publishers_) return change;
    const std::string article = ArticleOfFactIn(change);
    if (!article.empty() && !articles_.contains(article)) change = AddedArticle(article);
    if (change.has_article_added()) articles_.insert(change.article_added().article().name());
    if (change.has_article_purged()) articles_.erase(change.article_purged().article());
    return change;
  }

  v1::Change AnyChange() {
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

  v1::Change NextArticle() { return AddedArticle(ArticleName()); }

  v1::Change AddedArticle(const std::string& name) {
    v1::Change change = ArticleChange(name, PublisherOf(name));
    *change.mutable_article_added()->mutable_article()->mutable_published() = PublishedOf(name);
    return change;
  }

  v1::Change NextStatus() {
    const std::string name = ArticleName();
    v1::Change change = StatusChange(name, static_cast<v1::ArticleStatus>(1 + Below(3)), PublisherOf(name));
    *change.mutable_article_status_changed()->mutable_article()->mutable_published() = PublishedOf(name);
    return change;
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
    return EntityOf(name, Words(1 + Below(3)), {Alias(), Words(2)}, static_cast<v1::EntityType>(1 + Below(4)),
                    CountryCode());
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
      *participant = NextParticipant();
      participant->set_role(Role());
    }
    if (Below(4) > 0) *fact.mutable_time() = NextTime();
    fact.set_confidence(Below(100) / 100.0);
    fact.set_negated(Below(5) == 0);
    if (Below(2) == 0) fact.set_mode(Mode());
    for (int context = 0; context < 3; ++context) {
      if (Below(4) == 0) fact.add_contexts(absl::StrCat("context ", context));
    }
    AddWordsAndPlace(fact);
    if (fact.kind() == v1::FACT_KIND_OFFICE) AddOffice(fact);
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
    for (int count = OneOrTwo(4); count > 0; --count) filter.add_kinds(static_cast<v1::FactKind>(1 + Below(4)));
    for (int count = OneOrTwo(5); count > 0; --count) filter.add_event_types(static_cast<v1::EventType>(1 + Below(6)));
    for (int count = OneOrTwo(4); count > 0; --count) filter.add_modalities(static_cast<v1::Modality>(1 + Below(4)));
    if (Below(6) == 0) filter.set_article(ArticleName());
    for (int count = OneOrTwo(5); count > 0; --count) filter.add_publishers(PublisherName());
    if (Below(3) == 0) *filter.mutable_valid_time() = NextRange();
    for (int count = OneOrTwo(6); count > 0; --count) filter.add_modes(Mode());
    for (int count = OneOrTwo(6); count > 0; --count) filter.add_contexts(absl::StrCat("context ", Below(4)));
    if (Below(6) == 0) filter.set_negated(Below(2) == 0);
    if (Below(6) == 0) *filter.mutable_published() = NextRange();
    if (Below(6) == 0) *filter.mutable_recorded() = NextTimeRange();
    for (int count = OneOrTwo(4); count > 0; --count) filter.add_countries(Below(2) == 0 ? "VN" : "KH");
    for (int count = OneOrTwo(4); count > 0; --count) filter.add_places(EntityName());
    for (int count = OneOrTwo(4); count > 0; --count) filter.add_speakers(EntityName());
    if (Below(6) == 0) filter.set_min_confidence(Below(100) / 100.0);
    return filter;
  }

  // Of the first few words of a small vocabulary most of all.
  std::string Word() {
    static const auto* const kWords = new std::vector<std::string>{
        "trade", "Việt", "talks", "Sơn", "deal", "tariff", "minister", "Côte", "border", "accord", "trader", "tram"};
    return (*kWords)[static_cast<size_t>(Below(1 + Below(static_cast<int>(kWords->size()))))];
  }
  std::string Words(int count) {
    std::string words;
    for (; count > 0; --count) absl::StrAppend(&words, words.empty() ? "" : Below(6) == 0 ? ", " : " ", Word());
    return words;
  }

  // 0 to limit - 1.
  int Below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

  std::string EntityName() { return absl::StrCat("entities/e", Below(12)); }
  std::string ArticleName() { return absl::StrCat("articles/a", Below(8)); }
  std::string FactName() { return FactNameOf(ArticleName()); }
  std::string FactNameOf(const std::string& article) { return absl::StrCat(article, "/facts/f", Below(25)); }
  std::string Alias() { return absl::StrCat("Alias ", Below(9)); }
  std::string CountryCode() { return std::vector<std::string>{"VN", "KH", ""}[Below(3)]; }

 private:
  v1::Participant NextParticipant() {
    v1::Participant participant;
    participant.set_entity(EntityName());
    participant.set_country_code(CountryCode());
    if (Below(3) > 0) participant.set_display_name(Words(1 + Below(2)));
    return participant;
  }

  void AddWordsAndPlace(v1::Fact& fact) {
    if (Below(8) > 0) fact.mutable_evidence()->set_text(Words(2 + Below(8)));
    if (Below(8) == 0) fact.mutable_evidence()->set_plain_text(Words(2 + Below(8)));
    if (Below(2) == 0) fact.mutable_theme()->set_text(Words(1 + Below(3)));
    if (Below(3) == 0) *fact.mutable_place() = NextParticipant();
    if (Below(3) == 0) {
      *fact.mutable_attribution()->mutable_speaker() = NextParticipant();
      fact.mutable_attribution()->mutable_speaker()->set_role(v1::PARTICIPANT_ROLE_SPEAKER);
    }
    fact.mutable_trigger()->set_text("trigger");
    fact.set_extractor("random");
  }

  // Mostly of somebody.
  void AddOffice(v1::Fact& fact) {
    fact.mutable_office()->set_title(Word());
    fact.mutable_office()->set_normalized_title(Words(1 + Below(2)));
    if (Below(4) == 0) return;
    v1::Participant* holder = fact.add_participants();
    *holder = NextParticipant();
    holder->set_role(v1::PARTICIPANT_ROLE_HOLDER);
  }

  // 1 or 2 in one of so many cases; else 0.
  int OneOrTwo(int cases) { return Below(cases) == 0 ? 1 + Below(2) : 0; }

  std::string Mode() { return absl::StrCat("mode ", Below(3)); }
  v1::Date PublishedOf(const std::string& article) {
    if (fixed_publishers_) return DateOf(2020 + NumberOf(article) % 6, 1 + NumberOf(article), 1);
    v1::Date date = NextDate();
    if (Below(4) == 0) date.clear_day();
    if (date.day() == 0 && Below(2) == 0) date.clear_month();
    if (Below(8) == 0) date.clear_year();
    return date;
  }
  std::string PublisherName() { return absl::StrCat("Publisher ", Below(3)); }
  std::string PublisherOf(const std::string& article) {
    return fixed_publishers_ ? absl::StrCat("Publisher ", NumberOf(article) % 3) : PublisherName();
  }
  static int NumberOf(const std::string& article) { return article.back() - '0'; }
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

  // Of the first 300 changes or so. Whole thousands, as the times of commits are, so that bounds meet them.
  v1::TimeRange NextTimeRange() {
    constexpr int kThousands = 300 * kSecondsOfAChange / 1000;
    v1::TimeRange range;
    const int begin = Below(kThousands);
    const bool has_begin = Below(3) > 0;
    if (has_begin) range.mutable_begin_time()->set_seconds(kFirstCommitSeconds + int64_t{1000} * begin);
    if (has_begin && Below(2) == 0) return range;
    range.mutable_end_time()->set_seconds(kFirstCommitSeconds + int64_t{1000} * (begin + Below(kThousands)));
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
  // Of a change that says that a fact holds; empty: another change.
  static std::string ArticleOfFactIn(const v1::Change& change) {
    std::string name = change.fact_added().fact().name();
    if (change.has_fact_confirmed()) name = change.fact_confirmed().fact().name();
    if (change.has_fact_superseded()) name = change.fact_superseded().after().name();
    return name.substr(0, name.find("/facts/"));
  }

  const bool fixed_publishers_;
  std::set<std::string> articles_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_INDEX_MODEL_RANDOM_HISTORY_H_
