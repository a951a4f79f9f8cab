// What the index should answer, found the slow and obvious way: every version of everything in a list, every question
// by looking at all of them.
#ifndef DATELINE_TESTS_QUERY_SERVICE_ANSWERS_INDEX_MODEL_H_
#define DATELINE_TESTS_QUERY_SERVICE_ANSWERS_INDEX_MODEL_H_

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "dateline/v1/feed_service.pb.h"
#include "dateline/v1/query_service.pb.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::testing {

class IndexModel {
 public:
  void Take(const v1::ChangeRecord& record) {
    const v1::Change& change = record.change();
    const int64_t offset = record.offset();
    if (change.has_article_added()) {
      publishers_[change.article_added().article().name()] = change.article_added().article().publisher();
    } else if (change.has_article_status_changed()) {
      const v1::Article& article = change.article_status_changed().article();
      publishers_[article.name()] = article.publisher();
    } else if (change.has_fact_added()) {
      AddFact(offset, change.fact_added().fact());
    } else if (change.has_fact_confirmed()) {
      AddFact(offset, change.fact_confirmed().fact());
    } else if (change.has_fact_superseded()) {
      End(facts_, offset, change.fact_superseded().before().name());
      AddFact(offset, change.fact_superseded().after());
    } else if (change.has_fact_retracted()) {
      End(facts_, offset, change.fact_retracted().fact());
    } else if (change.has_entity_changed()) {
      AddEntity(offset, change.entity_changed().entity());
    } else if (change.has_entity_merged()) {
      AddEntity(offset, change.entity_merged().entity());
    } else if (change.has_entity_removed()) {
      End(entities_, offset, change.entity_removed().entity());
    } else if (change.has_article_purged()) {
      Purge(change.article_purged());
    }
  }

  // What holds now, as a snapshot of the feed gives it: articles, entities, facts, each by name.
  std::vector<v1::SnapshotRecord> ItemsThatHold(const std::vector<v1::ChangeRecord>& records) const {
    std::map<std::pair<int, std::string>, v1::SnapshotRecord> items;
    for (const v1::ChangeRecord& record : records) {
      const v1::Change& change = record.change();
      if (change.has_article_purged()) items.erase({0, change.article_purged().article()});
      const bool is_status = change.has_article_status_changed();
      if (!change.has_article_added() && !is_status) continue;
      const v1::Article& article =
          is_status ? change.article_status_changed().article() : change.article_added().article();
      v1::SnapshotRecord& item = items[{0, article.name()}];
      item.set_offset(record.offset());
      *item.mutable_article() = article;
    }
    for (const EntityVersion& version : entities_) {
      if (version.to == kForEver) items[{1, version.item.name()}] = EntitySnapshot(version.from, version.item);
    }
    for (const FactVersion& version : facts_) {
      if (version.to == kForEver) items[{2, version.item.name()}] = FactSnapshot(version.from, version.item);
    }
    std::vector<v1::SnapshotRecord> in_order;
    for (const auto& [name, item] : items) in_order.push_back(item);
    return in_order;
  }

  // Names, the most recently recorded first.
  std::vector<std::string> ListFacts(const v1::FactFilter& filter, int64_t at) const {
    std::vector<std::string> names;
    for (auto version = facts_.rbegin(); version != facts_.rend(); ++version) {
      if (Holds(*version, at) && Matches(*version, StandingFor(filter, at), at)) names.push_back(version->item.name());
    }
    return names;
  }

  // Names in order.
  std::vector<std::string> ListEntities(v1::EntityType type, const std::string& country_code, int64_t at) const {
    std::vector<std::string> names;
    for (const EntityVersion& version : entities_) {
      if (!Holds(version, at)) continue;
      if (type != v1::ENTITY_TYPE_UNSPECIFIED && version.item.type() != type) continue;
      if (!country_code.empty() && version.item.country_code() != country_code) continue;
      names.push_back(version.item.name());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  // Null: there is none.
  const v1::Fact* GetFact(const std::string& name, int64_t at) const { return Get(facts_, name, at); }
  const v1::Entity* GetEntity(const std::string& name, int64_t at) const { return Get(entities_, name, at); }

 private:
  static constexpr int64_t kForEver = INT64_MAX;
  struct FactVersion {
    int64_t from;
    int64_t to;
    v1::Fact item;
    std::string publisher;
    std::string article;
  };
  struct EntityVersion {
    int64_t from;
    int64_t to;
    v1::Entity item;
  };

  template <typename Version>
  static void End(std::vector<Version>& versions, int64_t offset, const std::string& name) {
    for (Version& version : versions) {
      if (version.item.name() == name && version.to == kForEver) version.to = offset;
    }
  }
  void AddFact(int64_t offset, const v1::Fact& fact) {
    const std::string article = fact.name().substr(0, fact.name().find("/facts/"));
    End(facts_, offset, fact.name());
    facts_.push_back({offset, kForEver, fact, publishers_[article], article});
  }
  void AddEntity(int64_t offset, const v1::Entity& entity) {
    End(entities_, offset, entity.name());
    entities_.push_back({offset, kForEver, entity});
  }
  void Purge(const v1::ArticlePurged& purged) {
    publishers_.erase(purged.article());
    std::erase_if(facts_, [&](const FactVersion& version) { return version.article == purged.article(); });
    for (const std::string& digest : purged.entity_sha256()) {
      std::erase_if(entities_, [&](const EntityVersion& version) {
        return encoding::Sha256Hex(version.item.name()) == absl::BytesToHexString(digest);
      });
    }
  }
  template <typename Version>
  static bool Holds(const Version& version, int64_t at) {
    return version.from <= at && at < version.to;
  }
  template <typename Version>
  static auto Get(const std::vector<Version>& versions, const std::string& name, int64_t at)
      -> decltype(&versions[0].item) {
    for (const Version& version : versions) {
      if (version.item.name() == name && Holds(version, at)) return &version.item;
    }
    return nullptr;
  }

  template <typename Values, typename Value>
  static bool IsEmptyOrHas(const Values& values, const Value& value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
  }

  // The entity that `name` stands for.
  std::string StandsFor(const std::string& name, int64_t at) const {
    const v1::Entity* entity = GetEntity(name, at);
    return entity == nullptr || entity->merged_into().empty() ? name : entity->merged_into();
  }
  v1::FactFilter StandingFor(v1::FactFilter filter, int64_t at) const {
    for (std::string& entity : *filter.mutable_entities()) entity = StandsFor(entity, at);
    filter.set_counterpart(StandsFor(filter.counterpart(), at));
    return filter;
  }
  v1::Fact StandingFor(v1::Fact fact, int64_t at) const {
    for (v1::Participant& participant : *fact.mutable_participants())
      participant.set_entity(StandsFor(participant.entity(), at));
    return fact;
  }

  bool Matches(const FactVersion& version, const v1::FactFilter& filter, int64_t at) const {
    const v1::Fact fact = StandingFor(version.item, at);
    return ParticipantMatches(fact, filter) && CounterpartMatches(fact, filter) &&
           IsEmptyOrHas(filter.kinds(), fact.kind()) && IsEmptyOrHas(filter.event_types(), fact.event_type()) &&
           IsEmptyOrHas(filter.modalities(), fact.modality()) && IsEmptyOrHas(filter.publishers(), version.publisher) &&
           (filter.article().empty() || filter.article() == version.article) &&
           (!filter.has_valid_time() || (fact.has_time() && MayHold(fact.time(), filter.valid_time())));
  }
  static bool ParticipantMatches(const v1::Fact& fact, const v1::FactFilter& filter) {
    if (filter.entities().empty() && filter.roles().empty()) return true;
    return std::any_of(fact.participants().begin(), fact.participants().end(), [&](const v1::Participant& participant) {
      return IsEmptyOrHas(filter.entities(), participant.entity()) && IsEmptyOrHas(filter.roles(), participant.role());
    });
  }
  static bool CounterpartMatches(const v1::Fact& fact, const v1::FactFilter& filter) {
    return filter.counterpart().empty() ||
           std::any_of(fact.participants().begin(), fact.participants().end(), [&](const v1::Participant& participant) {
             return participant.entity() == filter.counterpart();
           });
  }

  using YearMonthDay = std::tuple<int, int, int>;
  static YearMonthDay Split(const v1::Date& date) { return {date.year(), date.month(), date.day()}; }
  static bool MayHold(const v1::FactTime& time, const v1::DateRange& range) {
    const YearMonthDay first = range.has_first() ? Split(range.first()) : YearMonthDay{0, 0, 0};
    const YearMonthDay last = range.has_last() ? Split(range.last()) : YearMonthDay{10000, 0, 0};
    if (time.edtf().rfind("XXXX-", 0) == 0) return RecursWithin(time.edtf(), first, last);
    return (!time.has_latest() || Split(time.latest()) >= first) &&
           (!time.has_earliest() || Split(time.earliest()) <= last);
  }
  // Of "XXXX-MM-DD"; every year is tried.
  static bool RecursWithin(const std::string& edtf, const YearMonthDay& first, const YearMonthDay& last) {
    const int month = std::stoi(edtf.substr(5, 2));
    const int day = std::stoi(edtf.substr(8, 2));
    for (int year = 1; year < 10000; ++year) {
      const YearMonthDay occurrence{year, month, day};
      if (first <= occurrence && occurrence <= last) return true;
    }
    return false;
  }

  std::map<std::string, std::string> publishers_;  // by article
  std::vector<FactVersion> facts_;                 // as recorded
  std::vector<EntityVersion> entities_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_ANSWERS_INDEX_MODEL_H_
