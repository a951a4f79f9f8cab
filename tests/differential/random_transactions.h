// Random transactions of a feed, and random watches.
#ifndef DATELINE_TESTS_DIFFERENTIAL_RANDOM_TRANSACTIONS_H_
#define DATELINE_TESTS_DIFFERENTIAL_RANDOM_TRANSACTIONS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dateline/v1/fact_watch.pb.h"
#include "tests/differential/random_questions.h"
#include "tests/index_model/random_history.h"

namespace dateline::watches {

// What a watch is for; `words` is what the request's query says.
struct WatchQuestion {
  v1::WatchFactsRequest request;
  std::optional<testing::TextQuery> words;
};

// As ingest writes them: each concerns a few articles, and touches a fact once. The same seed gives the same.
class RandomTransactions {
 public:
  explicit RandomTransactions(uint32_t seed) : history_(seed), questions_(seed) {}

  // Of one to three articles or entities.
  std::vector<v1::Change> Next() {
    changes_.clear();
    std::set<std::string> touched;
    while (changes_.empty() || Below(2) == 0) {
      const std::string article = history_.ArticleName();
      if (touched.insert(article).second) ChangeSomething(article);
    }
    return changes_;
  }

  // Every field of a filter may be set, but for min_independent_sources.
  WatchQuestion NextQuestion() {
    WatchQuestion question;
    *question.request.mutable_filter() = questions_.Filter();
    if (Below(4) > 0) return question;
    question.words = questions_.Text();
    question.request.set_query(questions_.SearchFacts(*question.words).query());
    // Words and many fields together find nothing.
    if (Below(2) == 0) question.request.clear_filter();
    return question;
  }

  // 0 to limit - 1.
  int Below(int limit) { return history_.Below(limit); }

 private:
  struct Article {
    int32_t revision = 0;
    std::map<std::string, v1::Fact> facts;  // that hold, by name
  };
  static constexpr size_t kMostFacts = 10;

  void ChangeSomething(const std::string& name) {
    const auto article = articles_.find(name);
    if (Below(8) == 0) return ChangeEntity();
    if (article == articles_.end() || (article->second.facts.size() < kMostFacts / 2 && Below(2) == 0)) {
      return AddFacts(name);
    }
    const int choice = Below(20);
    if (choice == 0) {
      changes_.push_back(testing::PurgeChange(name));
      articles_.erase(article);
    } else if (choice < 4) {
      Withdraw(name, choice == 1 ? v1::RETRACTION_CAUSE_CANCELED : v1::RETRACTION_CAUSE_WITHHELD);
    } else {
      SayOtherwise(name, choice < 8 ? v1::RETRACTION_CAUSE_REEXTRACTED : v1::RETRACTION_CAUSE_CORRECTED);
    }
  }

  void ChangeEntity() {
    const std::string alias = absl::StrCat("entities/e", 8 + Below(4));  // who may be merged
    switch (Below(6)) {
      case 0:
        changes_.push_back(testing::RemoveChange(alias));
        return;
      case 1:
        changes_.push_back(testing::EntityChange(history_.NextEntity(alias)));
        return;
      default:
        changes_.push_back(history_.NextMerge());
    }
  }

  void AddFacts(const std::string& name) {
    AddRevision(name);
    std::set<std::string> taken = NamesOf(name);
    for (int count = 1 + Below(3); count > 0; --count) AddFact(name, taken);
  }

  void AddRevision(const std::string& name) {
    changes_.push_back(history_.AddedArticle(name));
    ++articles_[name].revision;
  }

  void AddFact(const std::string& name, std::set<std::string>& taken) {
    Article& article = articles_.at(name);
    if (article.facts.size() >= kMostFacts) return;
    v1::Fact fact = history_.NextFact();
    fact.set_name(NewName(name, taken));
    fact.set_article_revision(article.revision);
    article.facts[fact.name()] = fact;
    changes_.push_back(testing::FactChange(fact));
  }

  // Corrected, or read again.
  void SayOtherwise(const std::string& name, v1::RetractionCause cause) {
    if (cause == v1::RETRACTION_CAUSE_CORRECTED) AddRevision(name);
    Article& article = articles_.at(name);
    std::set<std::string> taken = NamesOf(name);
    std::vector<v1::Change> retractions;
    for (const auto& [fact_name, before] : std::map<std::string, v1::Fact>(article.facts)) {
      const int choice = Below(5);
      if (choice == 0) {
        retractions.push_back(Retraction(fact_name, cause, "it is not so"));
        article.facts.erase(fact_name);
        continue;
      }
      v1::Fact after = choice < 3 ? before : SaidOtherwise(before);
      if (choice == 4) after.set_name(NewName(name, taken));
      after.set_article_revision(article.revision);
      changes_.push_back(choice < 3 ? testing::ConfirmChange(after) : testing::SupersedeChange(before, after));
      article.facts.erase(fact_name);
      article.facts[after.name()] = after;
    }
    if (Below(2) == 0) AddFact(name, taken);
    changes_.insert(changes_.end(), retractions.begin(), retractions.end());
  }

  // Another fact, or one that differs in little.
  v1::Fact SaidOtherwise(const v1::Fact& before) {
    v1::Fact after = before;
    switch (Below(4)) {
      case 0:
        after = history_.NextFact();
        after.set_name(before.name());
        break;
      case 1:
        after.set_negated(!before.negated());
        break;
      case 2:
        after.mutable_evidence()->set_text(history_.Words(6));
        break;
      default:
        after.set_confidence(Below(100) / 100.0);
    }
    return after;
  }

  void Withdraw(const std::string& name, v1::RetractionCause cause) {
    const bool is_canceled = cause == v1::RETRACTION_CAUSE_CANCELED;
    changes_.push_back(
        testing::StatusChange(name, is_canceled ? v1::ARTICLE_STATUS_CANCELED : v1::ARTICLE_STATUS_WITHHELD));
    for (const auto& [fact_name, fact] : articles_.at(name).facts) {
      changes_.push_back(Retraction(fact_name, cause, is_canceled ? "it was wrong" : ""));
    }
    articles_.at(name).facts.clear();
  }

  static v1::Change Retraction(const std::string& fact, v1::RetractionCause cause, const std::string& reason) {
    v1::Change change = testing::RetractChange(fact);
    change.mutable_fact_retracted()->set_cause(cause);
    change.mutable_fact_retracted()->set_reason(reason);
    return change;
  }

  std::set<std::string> NamesOf(const std::string& article) const {
    std::set<std::string> names;
    for (const auto& [name, fact] : articles_.at(article).facts) names.insert(name);
    return names;
  }

  // None of `taken`, which gets it. Some held once.
  std::string NewName(const std::string& article, std::set<std::string>& taken) {
    while (true) {
      std::string name = history_.FactNameOf(article);
      if (taken.insert(name).second) return name;
    }
  }

  testing::RandomHistory history_;
  testing::RandomQuestions questions_;
  std::map<std::string, Article> articles_;
  std::vector<v1::Change> changes_;  // of the transaction under way
};

}  // namespace dateline::watches

#endif  // DATELINE_TESTS_DIFFERENTIAL_RANDOM_TRANSACTIONS_H_
