#include "tests/testing/history_checker.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::testing {
namespace {

using Kind = HistoryEventKind;

// What the whole history says that was sent, answered and fed, whoever saw it.
struct Knowledge {
  struct Fed {
    FedChange change;
    size_t event;
  };
  std::map<std::pair<std::string, std::string>, size_t> sent;  // article and digest -> first event
  std::map<std::string, size_t> acknowledged;                  // article -> first event
  std::map<std::string, size_t> answers;                       // request id -> first event
  std::map<int64_t, Fed> feed;                                 // by offset; the first that was received
  std::map<std::string, int64_t> added;                        // article or fact -> offset
  std::map<std::string, std::vector<std::string>> facts;       // article -> names of its facts, as fed

  // The feed is known up to here without a gap.
  int64_t KnownUpTo() const {
    int64_t offset = 0;
    while (feed.contains(offset + 1)) ++offset;
    return offset;
  }
};

// `articles/x` of `articles/x/facts/y`.
std::string ArticleOf(const std::string& fact) { return fact.substr(0, fact.find("/facts/")); }

class Checker {
 public:
  explicit Checker(const std::vector<HistoryEvent>& history) : history_(history) {}

  std::vector<Violation> Check() {
    for (size_t i = 0; i < history_.size(); ++i) Learn(i);
    CheckTransactions();
    for (size_t i = 0; i < history_.size(); ++i) Judge(i);
    for (const auto& [actor, stream] : streams_) EndStream(stream);
    CheckAcknowledged();
    std::stable_sort(violations_.begin(), violations_.end(),
                     [](const Violation& left, const Violation& right) { return left.event < right.event; });
    return std::move(violations_);
  }

 private:
  // A follower, since its stream began.
  struct Stream {
    size_t event = 0;
    int64_t start = 0;
    int64_t newest = 0;
    std::map<int64_t, size_t> received;  // offset -> event
  };
  struct Walk {
    int64_t offset = 0;
    std::set<std::string> names;
  };

  template <typename... Words>
  void Report(Property property, size_t event, const Words&... words) {
    violations_.push_back({property, event, absl::StrCat(words..., ": ", ToJson(history_[event]))});
  }

  void Learn(size_t i);
  void LearnChange(const FedChange& change, size_t i);
  void CheckTransactions();
  void Judge(size_t i);
  void JudgeAnswer(size_t i);
  void JudgeArticleRead(size_t i);
  void JudgeList(size_t i);
  void StartStream(size_t i);
  void JudgeChanges(size_t i);
  void JudgeBookmark(size_t i);
  void EndStream(const Stream& stream);
  void JudgeFactsRead(size_t i);
  void JudgePage(size_t i);
  void JudgeReplica(size_t i);
  void CheckAcknowledged();

  const std::vector<HistoryEvent>& history_;
  Knowledge known_;
  std::map<std::string, Stream> streams_;
  std::map<std::string, int64_t> positions_;  // of followers: the newest offset ever received
  std::map<std::string, Walk> walks_;
  std::map<int64_t, size_t> replica_reads_;  // by offset: the first
  std::vector<Violation> violations_;
};

void Checker::Learn(size_t i) {
  const HistoryEvent& event = history_[i];
  if (event.kind == Kind::kIngestSent) known_.sent.emplace(std::pair(event.article, event.digest), i);
  if (event.kind == Kind::kIngestAcknowledged) known_.acknowledged.emplace(event.article, i);
  for (const FedChange& change : event.changes) LearnChange(change, i);
}

void Checker::LearnChange(const FedChange& change, size_t i) {
  const auto [first, is_new] = known_.feed.emplace(change.offset, Knowledge::Fed{change, i});
  const FedChange& other = first->second.change;
  if (!is_new) {
    if (other.chain_crc != change.chain_crc || other.name != change.name || other.digest != change.digest) {
      Report(Property::kOneFeed, i, "offset ", change.offset, " was another change in event ", first->second.event);
    }
    return;
  }
  const bool is_article = change.kind == "article_added";
  if (!is_article && change.kind != "fact_added") return;
  if (!known_.added.emplace(change.name, change.offset).second) {
    Report(Property::kUnique, i, change.name, " is added at ", known_.added[change.name], " and at ", change.offset);
    return;
  }
  if (is_article) {
    const auto sent = known_.sent.find({change.name, change.digest});
    if (sent == known_.sent.end()) Report(Property::kNothingInvented, i, "nobody sent ", change.name);
  } else {
    known_.facts[ArticleOf(change.name)].push_back(change.name);
  }
}

// By offset, whoever received them.
void Checker::CheckTransactions() {
  std::set<std::string> ended;
  const FedChange* before = nullptr;
  for (const auto& [offset, fed] : known_.feed) {
    const FedChange& change = fed.change;
    if (before != nullptr && before->transaction != change.transaction) ended.insert(before->transaction);
    if (ended.contains(change.transaction)) {
      Report(Property::kAtomic, fed.event, "others stand between offset ", offset, " and its transaction");
    }
    if (change.kind == "fact_added") {
      const auto article = known_.added.find(ArticleOf(change.name));
      if (article == known_.added.end() || article->second > offset) {
        Report(Property::kNothingInvented, fed.event, change.name, " is of no article fed before");
      }
    }
    before = &change;
  }
}

void Checker::Judge(size_t i) {
  switch (history_[i].kind) {
    case Kind::kIngestSent:
      return;
    case Kind::kIngestAcknowledged:
      return JudgeAnswer(i);
    case Kind::kArticleRead:
      return JudgeArticleRead(i);
    case Kind::kArticlesListed:
      return JudgeList(i);
    case Kind::kStreamStarted:
      return StartStream(i);
    case Kind::kChangesReceived:
      return JudgeChanges(i);
    case Kind::kBookmarkReceived:
      return JudgeBookmark(i);
    case Kind::kFactsRead:
      return JudgeFactsRead(i);
    case Kind::kPageRead:
      return JudgePage(i);
    case Kind::kReplicaRead:
      return JudgeReplica(i);
  }
}

void Checker::JudgeAnswer(size_t i) {
  const HistoryEvent& event = history_[i];
  if (!known_.sent.contains({event.article, event.digest})) {
    Report(Property::kNothingInvented, i, "nobody sent this article");
  }
  if (event.request_id.empty()) return;
  const size_t first = known_.answers.emplace(event.request_id, i).first->second;
  const HistoryEvent& answer = history_[first];
  if (answer.article != event.article || answer.digest != event.digest || answer.offset != event.offset ||
      answer.names != event.names) {
    Report(Property::kOneAnswer, i, "event ", first, " answered the request otherwise");
  }
}

void Checker::JudgeArticleRead(size_t i) {
  const HistoryEvent& event = history_[i];
  const auto acknowledged = known_.acknowledged.find(event.article);
  if (acknowledged != known_.acknowledged.end() && acknowledged->second < i &&
      history_[acknowledged->second].digest != event.digest) {
    Report(Property::kAcknowledgedIsReadable, i, "event ", acknowledged->second, " acknowledged it");
  } else if (!event.digest.empty() && !known_.sent.contains({event.article, event.digest})) {
    Report(Property::kNothingInvented, i, "nobody sent this article");
  }
}

void Checker::JudgeList(size_t i) {
  std::set<std::string> listed;
  for (const std::string& name : history_[i].names) {
    if (!listed.insert(name).second) Report(Property::kReadableOnce, i, name, " is listed twice");
    const auto sent = known_.sent.lower_bound({name, ""});
    if (sent == known_.sent.end() || sent->first.first != name) {
      Report(Property::kNothingInvented, i, "nobody sent ", name);
    }
  }
  for (const auto& [article, event] : known_.acknowledged) {
    if (event < i && !listed.contains(article)) {
      Report(Property::kAcknowledgedIsReadable, i, article, ", acknowledged by event ", event, ", is not listed");
    }
  }
}

void Checker::StartStream(size_t i) {
  const HistoryEvent& event = history_[i];
  const auto former = streams_.find(event.actor);
  if (former != streams_.end()) EndStream(former->second);
  if (event.offset > positions_[event.actor]) {
    Report(Property::kResumable, i, "it had received up to ", positions_[event.actor], " only");
  }
  streams_[event.actor] = {i, event.offset, event.offset, {}};
}

void Checker::JudgeChanges(size_t i) {
  const HistoryEvent& event = history_[i];
  Stream& stream = streams_[event.actor];
  for (const FedChange& change : event.changes) {
    if (!stream.received.emplace(change.offset, i).second) {
      Report(Property::kUnique, i, "offset ", change.offset, " comes again");
    } else if (change.offset < stream.newest) {
      Report(Property::kOrdered, i, "offset ", change.offset, " comes after ", stream.newest);
    } else if (change.offset <= stream.start) {
      Report(Property::kResumable, i, "offset ", change.offset, " is not after the cursor");
    }
    stream.newest = std::max(stream.newest, change.offset);
  }
  int64_t& position = positions_[event.actor];
  position = std::max(position, stream.newest);
}

void Checker::JudgeBookmark(size_t i) {
  const HistoryEvent& event = history_[i];
  const Stream& stream = streams_[event.actor];
  if (event.offset != stream.newest) {
    Report(Property::kBookmarkable, i, "the newest change before it is ", stream.newest);
  }
  const auto last = known_.feed.find(event.offset), next = known_.feed.find(event.offset + 1);
  if (last != known_.feed.end() && next != known_.feed.end() &&
      last->second.change.transaction == next->second.change.transaction) {
    Report(Property::kAtomic, i, "offset ", event.offset + 1, " belongs to the transaction before it");
  }
}

void Checker::EndStream(const Stream& stream) {
  int64_t before = stream.start;
  for (const auto& [offset, event] : stream.received) {
    const Property property = before == stream.start ? Property::kResumable : Property::kReliable;
    if (offset > before + 1) Report(property, event, "offset ", before + 1, " was left out");
    before = std::max(before, offset);
  }
}

void Checker::JudgeFactsRead(size_t i) {
  const HistoryEvent& event = history_[i];
  if (event.offset < event.least_offset) {
    Report(Property::kReadYourToken, i, "the state is older than the token");
  }
  if (event.offset > known_.KnownUpTo()) return;
  std::set<std::string> expected;
  for (const std::string& fact : known_.facts[event.article]) {
    if (known_.added[fact] <= event.offset) expected.insert(fact);
  }
  if (std::set<std::string>(event.names.begin(), event.names.end()) != expected) {
    Report(Property::kReadYourToken, i, "the feed has ", expected.size(), " facts of it at that state");
  }
}

void Checker::JudgePage(size_t i) {
  const HistoryEvent& event = history_[i];
  const auto [walk, is_first] = walks_.emplace(event.actor, Walk{event.offset, {}});
  if (walk->second.offset != event.offset) {
    Report(Property::kOneStatePerWalk, i, "the walk began at state ", walk->second.offset);
  }
  for (const std::string& name : event.names) {
    if (!walk->second.names.insert(name).second) Report(Property::kOneStatePerWalk, i, name, " comes again");
  }
  if (!event.is_last || walk->second.offset > known_.KnownUpTo()) return;
  std::set<std::string> expected;
  for (const auto& [article, facts] : known_.facts) {
    for (const std::string& fact : facts) {
      if (known_.added[fact] <= walk->second.offset) expected.insert(fact);
    }
  }
  if (walk->second.names != expected) {
    Report(Property::kOneStatePerWalk, i, "the walk gave ", walk->second.names.size(), " facts, that state has ",
           expected.size());
  }
}

void Checker::JudgeReplica(size_t i) {
  const size_t first = replica_reads_.emplace(history_[i].offset, i).first->second;
  if (history_[first].digest != history_[i].digest) {
    Report(Property::kReplicasAgree, i, "event ", first, " saw something else at that offset");
  }
}

// Whatever was acknowledged and lies within what is known of the feed was fed, with all its facts.
void Checker::CheckAcknowledged() {
  const int64_t known_up_to = known_.KnownUpTo();
  for (const auto& [article, i] : known_.acknowledged) {
    const HistoryEvent& event = history_[i];
    if (event.offset > known_up_to) continue;
    if (!known_.added.contains(article)) {
      Report(Property::kAcknowledgedIsReadable, i, "it was not fed");
      continue;
    }
    const std::vector<std::string>& fed = known_.facts[article];
    const std::set<std::string> expected(event.names.begin(), event.names.end());
    for (const std::string& fact : fed) {
      if (!expected.contains(fact)) Report(Property::kNothingInvented, i, fact, " is fed, but was not in the answer");
    }
    for (const std::string& fact : expected) {
      const auto added = known_.added.find(fact);
      const bool is_whole = added != known_.added.end() && added->second <= event.offset;
      if (!is_whole) Report(Property::kAtomic, i, fact, " is not in the feed up to the article's offset");
    }
  }
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const Violation& violation) {
  static constexpr const char* kNames[] = {"acknowledged is readable",
                                           "readable once",
                                           "one answer",
                                           "nothing invented",
                                           "ordered",
                                           "unique",
                                           "reliable",
                                           "resumable",
                                           "atomic",
                                           "bookmarkable",
                                           "one feed",
                                           "read your token",
                                           "one state per walk",
                                           "replicas agree"};
  return stream << "event " << violation.event << " breaks \"" << kNames[static_cast<int>(violation.property)]
                << "\": " << violation.what;
}

std::vector<Violation> CheckHistory(const std::vector<HistoryEvent>& history) { return Checker(history).Check(); }

}  // namespace dateline::testing
