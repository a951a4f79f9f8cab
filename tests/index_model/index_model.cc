#include "tests/index_model/index_model.h"

#include <algorithm>

#include "tests/query_service/index/sample_changes.h"

namespace dateline::testing {
namespace {

constexpr int64_t kForEver = INT64_MAX;

template <typename Version>
bool Holds(const Version& version, int64_t at) {
  return version.from <= at && at < version.to;
}

}  // namespace

void IndexModel::Take(const v1::ChangeRecord& record) {
  const v1::Change& change = record.change();
  const int64_t offset = record.offset();
  commit_seconds_.push_back(record.commit_time().seconds());
  if (change.has_article_added()) {
    AddArticle(offset, change.article_added().article());
  } else if (change.has_article_status_changed()) {
    AddArticle(offset, change.article_status_changed().article());
  } else if (change.has_fact_added()) {
    AddFact(record, change.fact_added().fact());
  } else if (change.has_fact_confirmed()) {
    AddFact(record, change.fact_confirmed().fact());
  } else if (change.has_fact_superseded()) {
    EndFact(offset, change.fact_superseded().before().name());
    AddFact(record, change.fact_superseded().after());
  } else if (change.has_fact_retracted()) {
    EndFact(offset, change.fact_retracted().fact());
  } else if (change.has_entity_changed()) {
    AddEntity(offset, change.entity_changed().entity());
  } else if (change.has_entity_merged()) {
    AddEntity(offset, change.entity_merged().entity());
  } else if (change.has_entity_removed()) {
    EndEntity(offset, change.entity_removed().entity());
  } else if (change.has_article_purged()) {
    Purge(change.article_purged());
  }
}

ModelState IndexModel::StateAt(int64_t at) const {
  ModelState state;
  for (const EntityVersion& version : entities_) {
    if (Holds(version, at)) state.entities[version.item.name()] = version.item;
  }
  for (const FactVersion& version : facts_) {
    if (!Holds(version, at)) continue;
    state.facts.push_back(version.item);
    Resolve(state, state.facts.back());
  }
  return state;
}

int64_t IndexModel::OffsetAsOf(int64_t seconds) const {
  int64_t offset = 0;
  for (size_t i = 0; i < commit_seconds_.size(); ++i) {
    if (commit_seconds_[i] <= seconds) offset = static_cast<int64_t>(i) + 1;
  }
  return offset;
}

std::vector<v1::SnapshotRecord> IndexModel::ItemsThatHold() const {
  std::map<std::pair<int, std::string>, v1::SnapshotRecord> items;
  for (const auto& [name, version] : articles_) {
    items[{0, name}].set_offset(version.from);
    *items[{0, name}].mutable_article() = version.item;
  }
  for (const EntityVersion& version : entities_) {
    if (version.to == kForEver) items[{1, version.item.name()}] = EntitySnapshot(version.from, version.item);
  }
  for (const FactVersion& version : facts_) {
    const v1::Fact& fact = version.item.fact;
    if (version.to != kForEver) continue;
    v1::SnapshotRecord& item = items[{2, fact.name()}] = FactSnapshot(version.from, fact);
    item.mutable_commit_time()->set_seconds(version.item.commit_seconds);
  }
  std::vector<v1::SnapshotRecord> in_order;
  for (const auto& [name, item] : items) in_order.push_back(item);
  return in_order;
}

std::vector<std::string> IndexModel::ListFacts(const v1::FactFilter& filter, int64_t at) const {
  const ModelState state = StateAt(at);
  std::vector<std::string> names;
  for (auto fact = state.facts.rbegin(); fact != state.facts.rend(); ++fact) {
    if (Matches(state, *fact, filter)) names.push_back(fact->fact.name());
  }
  return names;
}

void IndexModel::AddFact(const v1::ChangeRecord& record, const v1::Fact& fact) {
  EndFact(record.offset(), fact.name());
  ModelFact item;
  item.offset = record.offset();
  item.commit_seconds = record.commit_time().seconds();
  item.fact = fact;
  item.article = fact.name().substr(0, fact.name().find("/facts/"));
  const auto article = articles_.find(item.article);
  if (article != articles_.end()) {
    item.publisher = article->second.item.publisher();
    item.published = article->second.item.published();
  }
  facts_.push_back({record.offset(), kForEver, std::move(item)});
}

void IndexModel::AddEntity(int64_t offset, const v1::Entity& entity) {
  EndEntity(offset, entity.name());
  entities_.push_back({offset, kForEver, entity});
}

void IndexModel::EndFact(int64_t offset, const std::string& name) {
  for (FactVersion& version : facts_) {
    if (version.item.fact.name() == name) version.to = std::min(version.to, offset);
  }
}

void IndexModel::EndEntity(int64_t offset, const std::string& name) {
  for (EntityVersion& version : entities_) {
    if (version.item.name() == name) version.to = std::min(version.to, offset);
  }
}

void IndexModel::Purge(const v1::ArticlePurged& purged) {
  articles_.erase(purged.article());
  std::erase_if(facts_, [&](const FactVersion& version) { return version.item.article == purged.article(); });
  for (const std::string& digest : purged.entity_sha256()) {
    std::erase_if(entities_, [&](const EntityVersion& version) {
      return encoding::Sha256Hex(version.item.name()) == absl::BytesToHexString(digest);
    });
  }
}

}  // namespace dateline::testing
