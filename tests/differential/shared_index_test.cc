// Processes that share an index in PostgreSQL, beside one whose index is in SQLite: the same answers, byte for byte.
#include <atomic>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/tokens.h"
#include "query_service/feed_client/verification.h"
#include "query_service/index/index_check.h"
#include "query_service/index/index_writer.h"
#include "tests/differential/random_questions.h"
#include "tests/index_model/random_history.h"
#include "tests/testing/postgres_shim.h"
#include "tests/testing/postgres_test.h"
#include "tests/testing/status_matchers.h"

namespace dateline::testing {
namespace {

using answers::Answers;
using feed_client::FeedPosition;
using ::testing::AnyOf;

constexpr int kChanges = 250;
constexpr int kStates = 6;
constexpr int kQuestions = 12;
// After which something hangs.
constexpr absl::Duration kPatience = absl::Minutes(2);
// Several segments, and parts of one.
constexpr segments::SegmentSizes kSizes = {/*facts_of_segment=*/32, /*facts_of_part=*/8};

// A feed whose snapshot, where it has one, comes in parts; the changes follow it.
struct Feed {
  std::string id = "feed";
  std::vector<std::vector<v1::SnapshotRecord>> snapshot;
  int64_t snapshot_head = 0;
  std::vector<v1::ChangeRecord> records;

  // What follows the position, at most `count` changes.
  v1::StreamChangesResponse After(const FeedPosition& position, size_t count) const {
    v1::StreamChangesResponse response;
    if (position.stage == FeedPosition::Stage::kSnapshot) {
      size_t part = 0;
      if (!position.cursor.empty()) part = std::stoul(position.cursor.substr(1));
      for (const v1::SnapshotRecord& record : snapshot[part]) *response.add_snapshot_records() = record;
      response.set_cursor(absl::StrCat("s", part + 1));
      if (part + 1 == snapshot.size()) response.mutable_snapshot_end()->set_head_offset(snapshot_head);
      return response;
    }
    const bool is_behind_snapshot = position.stage == FeedPosition::Stage::kSnapshotEnded;
    const auto first = static_cast<size_t>(is_behind_snapshot ? snapshot_head : position.offset);
    const size_t end = std::min(records.size(), first + count);
    for (size_t i = first; i < end; ++i) *response.add_records() = records[i];
    response.set_cursor(absl::StrCat(end));
    if (end == records.size()) response.mutable_bookmark()->set_head_offset(static_cast<int64_t>(end));
    return response;
  }
};

// A query process without its doors, which follows the feed as FeedClient does.
class Process {
 public:
  explicit Process(index::IndexPlace place) : place_(std::move(place)), reader_(place_, published_) { Open(); }

  void Open() {
    writer_.reset();
    position_.reset();
    auto writer = index::IndexWriter::Open(place_, published_, kSizes);
    ASSERT_THAT(writer, IsOk());
    writer_ = *std::move(writer);
  }
  // The next batch starts from where the index is.
  void LoseConnection() { position_.reset(); }

  absl::Status Follow(const Feed& feed, size_t count) {
    absl::Status followed = Step(feed, count);
    if (!followed.ok()) position_.reset();
    return followed;
  }

  bool IsAtHead(const Feed& feed) const {
    return position_.has_value() && position_->feed_id == feed.id && position_->is_whole() &&
           position_->offset == static_cast<int64_t>(feed.records.size());
  }
  index::IndexState state() const { return reader_.Newest()->state; }
  const Answers& answers() const { return answers_; }
  absl::StatusOr<index::IndexSummary> Check() const { return index::CheckIndex(place_); }
  absl::StatusOr<FeedPosition> Confirm() { return writer_->ConfirmPosition(); }

 private:
  absl::Status Step(const Feed& feed, size_t count) {
    if (!position_.has_value()) {
      absl::StatusOr<FeedPosition> position = writer_->Position();
      if (!position.ok()) return position.status();
      if (position->feed_id != feed.id) {
        position = FeedPosition();
        position->feed_id = feed.id;
        if (!feed.snapshot.empty()) position->stage = FeedPosition::Stage::kSnapshot;
        if (absl::Status started = writer_->StartOver(*position); !started.ok()) return started;
      }
      position_ = *std::move(position);
    }
    const v1::StreamChangesResponse response = feed.After(*position_, count);
    absl::StatusOr<FeedPosition> after = feed_client::Verify(*position_, response);
    if (!after.ok()) return after.status();
    const std::vector<const v1::ChangeRecord*> records(response.records().pointer_begin(),
                                                       response.records().pointer_end());
    const std::vector<const v1::SnapshotRecord*> snapshot_records(response.snapshot_records().pointer_begin(),
                                                                  response.snapshot_records().pointer_end());
    const bool reached_head = after->is_whole() && response.has_bookmark();
    absl::Status applied = writer_->Apply({records, snapshot_records, *after, reached_head});
    if (applied.ok()) position_ = *std::move(after);
    return applied;
  }

  const index::IndexPlace place_;
  index::PublishedIndex published_;
  index::IndexReader reader_;
  Answers answers_{reader_, {}};
  std::unique_ptr<index::IndexWriter> writer_;
  std::optional<FeedPosition> position_;
};

class SharedIndex : public PostgresTest, public ::testing::WithParamInterface<uint32_t> {
 protected:
  SharedIndex() : questions_(GetParam()) {}

  void SetUp() override {
    PostgresTest::SetUp();
    if (IsSkipped()) return;
    feed_.records = RandomRecords(GetParam(), kChanges);
    alone_ = std::make_unique<Process>(index::IndexPlace{directory_.File("alone.db")});
    for (const char* const name : {"first", "second"}) {
      sharing_.push_back(
          std::make_unique<Process>(index::IndexPlace{directory_.Store("shared"), directory_.File(name)}));
    }
  }

  static std::vector<v1::ChangeRecord> RandomRecords(uint32_t seed, size_t count, bool fixed_publishers = false) {
    RandomHistory history(seed, fixed_publishers);
    SampleFeed feed;
    int64_t commit_seconds = RandomHistory::kFirstCommitSeconds;
    while (feed.records().size() < count) {
      commit_seconds += 1000 * history.Below(4 * RandomHistory::kSecondsOfAChange / 1000);
      for (int changes = 1 + history.Below(3); changes > 0; --changes) feed.Add({history.NextChange()}, commit_seconds);
    }
    return feed.records();
  }

  size_t Below(int limit) { return static_cast<size_t>(questions_.Below(limit)); }

  // The index alone, change by change: its totals at every state.
  void FollowAlone() {
    while (!alone_->IsAtHead(feed_)) {
      ASSERT_THAT(alone_->Follow(feed_, 1), IsOk());
      if (alone_->state().position.is_whole()) totals_[alone_->state().position.offset] = alone_->state().totals;
    }
  }

  // Any order of batches of any length, with processes that end and connections that are lost in between.
  void FollowTogether() {
    const absl::Time deadline = absl::Now() + kPatience;
    while (!sharing_[0]->IsAtHead(feed_) || !sharing_[1]->IsAtHead(feed_)) {
      ASSERT_LT(absl::Now(), deadline);
      Process& process = *sharing_[Below(2)];
      if (Below(10) == 0) process.Open();
      if (Below(10) == 0) process.LoseConnection();
      if (Below(10) == 0) {
        ASSERT_THAT(process.Confirm(), IsOk());
      }
      ASSERT_THAT(process.Follow(feed_, 1 + Below(30)),
                  AnyOf(IsOk(), StatusIs(absl::StatusCode::kAborted, ::testing::_)));
      CheckTotals(process);
      if (HasFatalFailure()) return;
    }
  }

  // The first process reaches the database by way of `shim_`.
  void PutShimBetween() {
    const store::Location location = directory_.Store("shared");  // postgresql://USER@HOST:PORT/DATABASE?...
    const size_t host = location.find('@'), port = location.find(':', host) + 1, path = location.find('/', host) + 1;
    shim_.emplace(std::atoi(location.c_str() + port));
    sharing_[0].reset();
    sharing_[0] =
        std::make_unique<Process>(index::IndexPlace{shim_->Url(location.substr(path)), directory_.File("first")});
  }

  // Whenever the first process commits, another of `kinds` happens.
  void FollowThroughFaults(const std::vector<PostgresFaultKind>& kinds) {
    const absl::Time deadline = absl::Now() + kPatience;
    size_t ordered = 0;
    while (!sharing_[0]->IsAtHead(feed_) || !sharing_[1]->IsAtHead(feed_)) {
      ASSERT_LT(absl::Now(), deadline);
      if (shim_->faults().waiting() == 0) shim_->faults().Order({.kind = kinds[ordered++ % kinds.size()]});
      Process& process = *sharing_[Below(4) == 0 ? 1 : 0];
      ASSERT_THAT(process.Follow(feed_, 1 + Below(10)),
                  AnyOf(IsOk(), StatusIs(absl::StatusCode::kAborted, ::testing::_),
                        StatusIs(absl::StatusCode::kUnavailable, ::testing::_)));
      CheckTotals(process);
      if (HasFatalFailure()) return;
    }
  }

  void CheckTotals(const Process& process) {
    const index::IndexState state = process.state();
    if (!state.position.is_whole() || state.position.feed_id != feed_.id) return;
    ASSERT_EQ(state.totals, totals_[state.position.offset]) << "at " << state.position.offset;
  }

  template <typename Request>
  void Compare(absl::StatusOr<std::string> (Answers::*method)(const Request&, absl::Time) const, Request request,
               int64_t at) {
    request.mutable_consistency()->set_at_exact(answers::RevisionToken({feed_.id, at}));
    const absl::StatusOr<std::string> expected = (alone_->answers().*method)(request, absl::InfiniteFuture());
    for (const auto& process : sharing_) {
      const absl::StatusOr<std::string> given = (process->answers().*method)(request, absl::InfiniteFuture());
      ASSERT_EQ(given.status(), expected.status()) << request.ShortDebugString();
      ASSERT_EQ(given.value_or(""), expected.value_or("")) << "at " << at << " " << request.ShortDebugString();
    }
    if (expected.ok()) ++answers_given_;
  }

  void CompareAnswers(int64_t at) {
    const TextQuery query = questions_.Text();
    Compare(&Answers::ListFacts, questions_.ListFacts(), at);
    Compare(&Answers::SearchFacts, questions_.SearchFacts(query), at);
    Compare(&Answers::AggregateFacts, questions_.AggregateFacts(nullptr), at);
    Compare(&Answers::ListCounterparts, questions_.ListCounterparts(), at);
    Compare(&Answers::ListEntities, questions_.ListEntities(), at);
    Compare(&Answers::ResolveEntities, questions_.ResolveEntities(), at);
    v1::GetFactRequest get_fact;
    get_fact.set_name(questions_.FactName());
    Compare(&Answers::GetFact, get_fact, at);
    v1::ExplainFactRequest explain;
    explain.set_name(questions_.FactName());
    Compare(&Answers::ExplainFact, explain, at);
    v1::GetEntityRequest get_entity;
    get_entity.set_name(questions_.EntityName());
    Compare(&Answers::GetEntity, get_entity, at);
  }

  // All are at the head.
  void ExpectTheSame() {
    for (const auto& process : sharing_) {
      EXPECT_EQ(process->state().totals, alone_->state().totals);
      EXPECT_TRUE(process->state().caught_up);
      ASSERT_THAT(process->Confirm(), IsOk());
      EXPECT_THAT(process->Check(), IsOk());
    }
    const auto head = static_cast<int>(feed_.records.size());
    const int64_t whole_from = alone_->state().position.whole_from;
    for (int state = 0; state < kStates; ++state) {
      const int64_t at = state == 0 ? head : whole_from + questions_.Below(head + 1 - static_cast<int>(whole_from));
      for (int question = 0; question < kQuestions && !HasFatalFailure(); ++question) CompareAnswers(at);
    }
    EXPECT_GT(answers_given_, 0);
  }

  RandomQuestions questions_;
  Feed feed_;
  std::unique_ptr<Process> alone_;
  std::optional<PostgresShim> shim_;  // outlives who writes by way of it
  std::vector<std::unique_ptr<Process>> sharing_;
  std::map<int64_t, index::ContentTotals> totals_;
  int answers_given_ = 0;
};

TEST_P(SharedIndex, AnswersAsOneInSqlite) {
  FollowAlone();
  FollowTogether();
  if (!HasFatalFailure()) ExpectTheSame();
}

TEST_P(SharedIndex, IsWrittenByWhoeverIsFaster) {
  FollowAlone();
  const absl::Time deadline = absl::Now() + kPatience;
  std::vector<std::thread> threads;
  for (size_t i = 0; i < sharing_.size(); ++i) {
    threads.emplace_back([&, i] {
      RandomHistory random(GetParam() + static_cast<uint32_t>(i));
      Process& process = *sharing_[i];
      while (!process.IsAtHead(feed_) && absl::Now() < deadline) {
        const auto count = static_cast<size_t>(1 + random.Below(5));
        const absl::Status followed = process.Follow(feed_, count);
        if (followed.ok() || absl::IsAborted(followed)) continue;
        ADD_FAILURE() << followed;
        return;
      }
      EXPECT_TRUE(process.IsAtHead(feed_));
    });
  }
  for (std::thread& thread : threads) thread.join();
  if (!HasFailure()) ExpectTheSame();
}

TEST_P(SharedIndex, IsWrittenOnceWhateverBecomesOfCommits) {
  const std::vector<PostgresFaultKind> kinds = {PostgresFaultKind::kSerializationFailure, PostgresFaultKind::kCutBefore,
                                                PostgresFaultKind::kCutAfter};
  FollowAlone();
  PutShimBetween();
  FollowThroughFaults(kinds);
  for (const PostgresFaultKind kind : kinds) EXPECT_GT(shim_->faults().met(kind), 0);
  if (!HasFatalFailure()) ExpectTheSame();
}

// The snapshot is of what some changes brought; the feed keeps the others.
TEST_P(SharedIndex, BeginsWithASnapshot) {
  feed_.records = RandomRecords(GetParam(), kChanges, /*fixed_publishers=*/true);
  const auto head = static_cast<int64_t>(feed_.records.size() / 2);
  std::map<std::string, v1::SnapshotRecord> newest;
  for (const v1::ChangeRecord& record : feed_.records) {
    if (record.offset() > head) break;
    v1::SnapshotRecord item;
    item.set_offset(record.offset());
    *item.mutable_commit_time() = record.commit_time();
    if (record.change().has_article_added()) {
      *item.mutable_article() = record.change().article_added().article();
      newest[item.article().name()] = item;
    } else if (record.change().has_fact_added()) {
      *item.mutable_fact() = record.change().fact_added().fact();
      newest[item.fact().name()] = item;
    } else if (record.change().has_entity_changed()) {
      *item.mutable_entity() = record.change().entity_changed().entity();
      newest[item.entity().name()] = item;
    }
  }
  for (const auto& [name, item] : newest) {
    if (feed_.snapshot.empty() || feed_.snapshot.back().size() == 5) feed_.snapshot.emplace_back();
    feed_.snapshot.back().push_back(item);
  }
  feed_.snapshot_head = head;
  FollowAlone();
  FollowTogether();
  if (!HasFatalFailure()) ExpectTheSame();
}

TEST_P(SharedIndex, BeginsAnewWithAnotherFeed) {
  Feed former;
  former.id = "former";
  former.records = RandomRecords(GetParam() + 1000, 60);
  for (const auto& process : {alone_.get(), sharing_[0].get(), sharing_[1].get()}) {
    while (!process->IsAtHead(former)) ASSERT_THAT(process->Follow(former, 20), IsOk());
    process->LoseConnection();
  }
  FollowAlone();
  FollowTogether();
  if (!HasFatalFailure()) ExpectTheSame();
}

INSTANTIATE_TEST_SUITE_P(Seeds, SharedIndex, ::testing::Range<uint32_t>(1, 9));

}  // namespace
}  // namespace dateline::testing
