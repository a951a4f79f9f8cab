// What a watch is told of a transaction, the slow and obvious way.
#ifndef DATELINE_TESTS_DIFFERENTIAL_WATCH_MODEL_H_
#define DATELINE_TESTS_DIFFERENTIAL_WATCH_MODEL_H_

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "dateline/v1/fact_watch.pb.h"
#include "tests/differential/random_transactions.h"
#include "tests/index_model/index_model.h"

namespace dateline::watches {

// A transaction and the states around it, as they are known later: what was purged since is not there.
class ToldTransaction {
 public:
  // REQUIRES: `records` are all of a transaction, which `model` has taken, and which touches no fact twice.
  ToldTransaction(const testing::IndexModel& model, absl::Span<const v1::ChangeRecord> records)
      : records_(records.begin(), records.end()),
        before_(model.StateAt(records.front().offset() - 1)),
        after_(model.StateAt(records.back().offset())),
        names_changed_(NamesChanged()) {}
  // `before_` and `after_` point into themselves.
  ToldTransaction(const ToldTransaction&) = delete;
  ToldTransaction& operator=(const ToldTransaction&) = delete;

  // In order: what follows from changes as they came, what from merges as the facts came, then what was purged.
  std::vector<v1::WatchEvent> EventsOf(const WatchQuestion& question) const {
    std::vector<v1::WatchEvent> events;
    for (const v1::ChangeRecord& record : records_) AddEventOf(record.change(), question, events);
    if (names_changed_) AddMerged(question, events);
    for (const v1::ChangeRecord& record : records_) AddPurge(record.change(), question, events);
    return events;
  }

 private:
  using ModelFact = testing::ModelFact;

  struct State {
    explicit State(testing::ModelState state) : all(std::move(state)) {
      for (const ModelFact& fact : all.facts) by_name[fact.fact.name()] = &fact;
    }
    // Null: no fact of this name holds and matches.
    const ModelFact* Find(const std::string& name, const WatchQuestion& question) const {
      const auto found = by_name.find(name);
      return found != by_name.end() && IsMatch(*found->second, question) ? found->second : nullptr;
    }
    bool IsMatch(const ModelFact& fact, const WatchQuestion& question) const {
      return testing::Matches(all, fact, question.request.filter()) &&
             (!question.words.has_value() || question.words->Matches(fact));
    }

    testing::ModelState all;
    std::map<std::string, const ModelFact*> by_name;
  };

  bool NamesChanged() const {
    for (const State* const state : {&before_, &after_}) {
      for (const auto& [name, entity] : state->all.entities) {
        if (before_.all.StandsFor(name) != after_.all.StandsFor(name)) return true;
      }
    }
    return false;
  }

  v1::WatchEvent NewEvent(v1::WatchEventKind kind, v1::WatchEventCause cause) const {
    v1::WatchEvent event;
    event.set_kind(kind);
    event.set_cause(cause);
    *event.mutable_record_time() = records_.front().commit_time();
    return event;
  }

  void AddEventOf(const v1::Change& change, const WatchQuestion& question, std::vector<v1::WatchEvent>& events) const {
    // Empty or without a match: nothing was, or is, under this name.
    const v1::Fact& said = change.has_fact_added()       ? change.fact_added().fact()
                           : change.has_fact_confirmed() ? change.fact_confirmed().fact()
                                                         : change.fact_superseded().after();
    const std::string& earlier = change.has_fact_retracted()    ? change.fact_retracted().fact()
                                 : change.has_fact_superseded() ? change.fact_superseded().before().name()
                                                                : said.name();
    const ModelFact* const gone = before_.Find(earlier, question);
    const ModelFact* const come = after_.Find(said.name(), question);
    if (gone == nullptr && come == nullptr) return;
    if (gone == nullptr) {
      events.push_back(NewEvent(v1::WATCH_EVENT_KIND_MATCH, v1::WATCH_EVENT_CAUSE_RECORDED));
    } else {
      events.push_back(NewEvent(come == nullptr ? v1::WATCH_EVENT_KIND_UNMATCH : v1::WATCH_EVENT_KIND_CHANGE,
                                CauseOfEnd(change, gone->fact, said)));
      events.back().set_reason(change.fact_retracted().reason());
    }
    events.back().set_fact_name(gone == nullptr ? said.name() : earlier);
    if (come != nullptr) *events.back().mutable_fact() = come->fact;
  }

  static v1::WatchEventCause CauseOfEnd(const v1::Change& change, const v1::Fact& before, const v1::Fact& after) {
    if (change.has_fact_retracted()) {
      static const auto* const kCauses = new std::map<v1::RetractionCause, v1::WatchEventCause>{
          {v1::RETRACTION_CAUSE_CORRECTED, v1::WATCH_EVENT_CAUSE_CORRECTED},
          {v1::RETRACTION_CAUSE_CANCELED, v1::WATCH_EVENT_CAUSE_CANCELED},
          {v1::RETRACTION_CAUSE_WITHHELD, v1::WATCH_EVENT_CAUSE_WITHHELD},
          {v1::RETRACTION_CAUSE_REEXTRACTED, v1::WATCH_EVENT_CAUSE_REEXTRACTED}};
      return kCauses->at(change.fact_retracted().cause());
    }
    const bool is_same_text = before.article_revision() == after.article_revision();
    return is_same_text ? v1::WATCH_EVENT_CAUSE_REEXTRACTED : v1::WATCH_EVENT_CAUSE_CORRECTED;
  }

  // Facts that stayed as they were.
  void AddMerged(const WatchQuestion& question, std::vector<v1::WatchEvent>& events) const {
    for (const ModelFact& fact : after_.all.facts) {
      const auto earlier = before_.by_name.find(fact.fact.name());
      if (earlier == before_.by_name.end() || earlier->second->offset != fact.offset) continue;
      const bool matched = before_.IsMatch(*earlier->second, question);
      const bool matches = after_.IsMatch(fact, question);
      if (matched == matches) continue;
      events.push_back(NewEvent(matches ? v1::WATCH_EVENT_KIND_MATCH : v1::WATCH_EVENT_KIND_UNMATCH,
                                v1::WATCH_EVENT_CAUSE_ENTITY_MERGED));
      events.back().set_fact_name(fact.fact.name());
      if (matches) *events.back().mutable_fact() = fact.fact;
    }
  }

  void AddPurge(const v1::Change& change, const WatchQuestion& question, std::vector<v1::WatchEvent>& events) const {
    const std::string& wanted = question.request.filter().article();
    if (!change.has_article_purged() || (!wanted.empty() && wanted != change.article_purged().article())) return;
    events.push_back(NewEvent(v1::WATCH_EVENT_KIND_UNMATCH, v1::WATCH_EVENT_CAUSE_PURGED));
    events.back().set_purged_article(change.article_purged().article());
  }

  const std::vector<v1::ChangeRecord> records_;
  const State before_, after_;
  const bool names_changed_;
};

}  // namespace dateline::watches

#endif  // DATELINE_TESTS_DIFFERENTIAL_WATCH_MODEL_H_
