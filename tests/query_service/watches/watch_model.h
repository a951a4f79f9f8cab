// Which facts hold and match, the slow and obvious way.
#ifndef DATELINE_TESTS_QUERY_SERVICE_WATCHES_WATCH_MODEL_H_
#define DATELINE_TESTS_QUERY_SERVICE_WATCHES_WATCH_MODEL_H_

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "dateline/v1/fact_filter.pb.h"
#include "dateline/v1/fact_watch.pb.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::watches {

// The facts of articles and who is merged into whom, changed at random, a transaction at a time.
class WatchModel {
 public:
  explicit WatchModel(unsigned seed) : random_(seed) {}

  struct Version {
    int number;
    v1::Fact fact;
  };
  struct State {
    std::map<std::string, Version> facts;        // by name
    std::map<std::string, std::string> targets;  // of merged entities
  };

  // One transaction.
  struct Commit {
    std::vector<v1::Change> changes;
    State before;
    State after;
    std::map<std::string, std::string> superseded_by;      // names, where they differ
    std::map<std::string, v1::RetractionCause> retracted;  // names
  };

  Commit MakeCommit() {
    Commit commit;
    commit.before = state_;
    touched_.clear();
    for (int i = Pick(4); i >= 0; --i) AddChange(commit);
    commit.after = state_;
    return commit;
  }

  v1::FactFilter RandomFilter() {
    v1::FactFilter filter;
    if (Pick(4) != 0) filter.add_entities(Entity());
    if (Pick(6) == 0) filter.add_entities(Entity());
    if (Pick(4) == 0) filter.add_roles(Role());
    if (Pick(6) == 0) filter.set_counterpart(Entity());
    if (Pick(3) == 0) filter.add_event_types(Type());
    if (Pick(6) == 0) filter.set_negated(Pick(2) == 0);
    if (Pick(8) == 0) filter.set_article(Article());
    if (Pick(8) == 0) filter.set_min_confidence(0.5);
    return filter;
  }

  static bool Matches(const v1::FactFilter& filter, const v1::Fact& fact, const State& state) {
    const auto target = [&](const std::string& entity) {
      const auto found = state.targets.find(entity);
      return found == state.targets.end() ? entity : found->second;
    };
    const auto takes_part = [&](const std::string& entity, bool in_role) {
      return std::any_of(fact.participants().begin(), fact.participants().end(), [&](const v1::Participant& each) {
        const bool has_role = !in_role || filter.roles().empty() || IsIn(each.role(), filter.roles());
        return target(each.entity()) == target(entity) && has_role;
      });
    };
    const bool somebody =
        filter.entities().empty()
            ? filter.roles().empty() || std::any_of(fact.participants().begin(), fact.participants().end(),
                                                    [&](const auto& each) { return IsIn(each.role(), filter.roles()); })
            : std::any_of(filter.entities().begin(), filter.entities().end(),
                          [&](const std::string& entity) { return takes_part(entity, true); });
    const bool of_article = filter.article().empty() || fact.name().rfind(filter.article() + "/", 0) == 0;
    return somebody && of_article && (filter.counterpart().empty() || takes_part(filter.counterpart(), false)) &&
           (filter.event_types().empty() || IsIn(fact.event_type(), filter.event_types())) &&
           (!filter.has_negated() || filter.negated() == fact.negated()) &&
           fact.confidence() >= filter.min_confidence();
  }

  // What a watch must be told of a commit, one line an event, sorted.
  static std::vector<std::string> EventsOf(const Commit& commit, const v1::FactFilter& filter) {
    const auto find = [&](const State& state, const std::string& name) -> const Version* {
      const auto found = state.facts.find(name);
      if (found == state.facts.end() || !Matches(filter, found->second.fact, state)) return nullptr;
      return &found->second;
    };
    std::set<std::string> names;
    for (const State* const state : {&commit.before, &commit.after}) {
      for (const auto& [name, version] : state->facts) names.insert(name);
    }
    std::set<std::string> taken;  // names that are told as changes of another
    std::vector<std::string> lines;
    for (const auto& [before, after] : commit.superseded_by) {
      const Version* const gone = find(commit.before, before);
      const Version* const come = find(commit.after, after);
      if (gone == nullptr || come == nullptr) continue;
      lines.push_back(absl::StrCat("change corrected ", before, " ", after));
      taken.insert(before);
      taken.insert(after);
    }
    for (const std::string& name : names) {
      if (taken.contains(name)) continue;
      const Version* const gone = find(commit.before, name);
      const Version* const come = find(commit.after, name);
      if (gone == nullptr && come == nullptr) continue;
      if (gone != nullptr && come != nullptr) {
        if (gone->number != come->number) lines.push_back(absl::StrCat("change corrected ", name, " ", name));
        continue;
      }
      const bool is_same_version = commit.before.facts.contains(name) && commit.after.facts.contains(name) &&
                                   commit.before.facts.at(name).number == commit.after.facts.at(name).number;
      if (gone == nullptr) {
        lines.push_back(absl::StrCat("match ", is_same_version ? "entity_merged " : "recorded ", name, " ", name));
      } else {
        const auto retracted = commit.retracted.find(name);
        const bool is_canceled =
            retracted != commit.retracted.end() && retracted->second == v1::RETRACTION_CAUSE_CANCELED;
        const char* const cause = is_same_version ? "entity_merged " : is_canceled ? "canceled " : "corrected ";
        lines.push_back(absl::StrCat("unmatch ", cause, name, " "));
      }
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

 private:
  template <typename Number, typename Numbers>
  static bool IsIn(Number number, const Numbers& numbers) {
    return std::find(numbers.begin(), numbers.end(), static_cast<int>(number)) != numbers.end();
  }

  int Pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  std::string Entity() { return absl::StrCat("entities/", Pick(6)); }
  std::string Article() { return absl::StrCat("articles/", Pick(5)); }
  v1::ParticipantRole Role() { return Pick(2) == 0 ? v1::PARTICIPANT_ROLE_ACTOR : v1::PARTICIPANT_ROLE_RECIPIENT; }
  v1::EventType Type() { return Pick(2) == 0 ? v1::EVENT_TYPE_CONSULT : v1::EVENT_TYPE_AGREE; }

  v1::Fact RandomFact(const std::string& name) {
    std::vector<dateline::testing::RoleAndEntity> participants;
    for (int i = Pick(3); i >= 0; --i) participants.emplace_back(Role(), Entity());
    v1::Fact fact = dateline::testing::FactOf(name, participants);
    fact.set_event_type(Type());
    fact.set_negated(Pick(4) == 0);
    fact.set_confidence(Pick(2) == 0 ? 0.4 : 0.9);
    return fact;
  }

  void AddChange(Commit& commit) {
    const std::string name = absl::StrCat(Article(), "/facts/", Pick(4));
    const auto known = state_.facts.find(name);
    // What a transaction touched it leaves alone, as ingest does.
    if (!touched_.insert(name).second) return;
    if (Pick(6) == 0) {
      Merge(commit);
    } else if (known == state_.facts.end()) {
      const v1::Fact fact = RandomFact(name);
      commit.changes.push_back(dateline::testing::FactChange(fact));
      state_.facts[name] = {++versions_, fact};
    } else {
      ChangeKnown(commit, name);
    }
  }

  void ChangeKnown(Commit& commit, const std::string& name) {
    const v1::Fact before = state_.facts.at(name).fact;
    v1::Fact after;
    switch (Pick(4)) {
      case 0: {
        v1::Change retraction = dateline::testing::RetractChange(name);
        const auto cause = Pick(2) == 0 ? v1::RETRACTION_CAUSE_CANCELED : v1::RETRACTION_CAUSE_CORRECTED;
        retraction.mutable_fact_retracted()->set_cause(cause);
        commit.changes.push_back(retraction);
        commit.retracted[name] = cause;
        state_.facts.erase(name);
        return;
      }
      case 1:
        after = before;
        after.set_article_revision(before.article_revision() + 1);
        commit.changes.push_back(dateline::testing::ConfirmChange(after));
        state_.facts[name] = {++versions_, after};
        return;
      case 2: {
        after = RandomFact(name);
        after.set_article_revision(before.article_revision() + 1);
        commit.changes.push_back(dateline::testing::SupersedeChange(before, after));
        state_.facts[name] = {++versions_, after};
        return;
      }
      default: {
        const std::string other = absl::StrCat(name, "-", ++versions_);
        after = RandomFact(other);
        after.set_article_revision(before.article_revision() + 1);
        commit.changes.push_back(dateline::testing::SupersedeChange(before, after));
        commit.superseded_by[name] = other;
        state_.facts.erase(name);
        state_.facts[other] = {++versions_, after};
      }
    }
  }

  // Entities 0 to 2 may be merged into 3 to 5, which stand for themselves.
  void Merge(Commit& commit) {
    const std::string entity = absl::StrCat("entities/", Pick(3));
    const std::string target = Pick(3) == 0 ? "" : absl::StrCat("entities/", 3 + Pick(3));
    if (!touched_.insert(entity).second) return;
    commit.changes.push_back(dateline::testing::MergeChange(dateline::testing::EntityOf(entity, entity), target));
    if (target.empty()) {
      state_.targets.erase(entity);
    } else {
      state_.targets[entity] = target;
    }
  }

  std::mt19937 random_;
  State state_;
  int versions_ = 0;
  std::set<std::string> touched_;  // by the transaction under way
};

}  // namespace dateline::watches

#endif  // DATELINE_TESTS_QUERY_SERVICE_WATCHES_WATCH_MODEL_H_
