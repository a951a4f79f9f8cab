// The events of real watches beside those of the model: random histories and watches.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "gmock/gmock.h"
#include "tests/differential/random_transactions.h"
#include "tests/differential/watch_model.h"
#include "tests/query_service/watches/watch_fixture.h"

namespace dateline::watches {
namespace {

using ::testing::IsEmpty;

class DifferentialWatches : public WatchFixture, public ::testing::WithParamInterface<uint32_t> {
 protected:
  DifferentialWatches() : random_(GetParam()) { seconds_ = testing::RandomHistory::kFirstCommitSeconds; }

  // All at once, and only then does the hub hear of them; `told_` becomes what is to be told.
  void CommitAtOnce(int count) {
    std::vector<size_t> ends = {feed_.records().size()};
    for (; count > 0; --count) {
      seconds_ += 1000 * (1 + random_.Below(60));
      feed_.Add(random_.Next(), seconds_);
      ends.push_back(feed_.records().size());
    }
    const auto records = absl::MakeConstSpan(feed_.records());
    for (const v1::ChangeRecord& record : records.subspan(ends.front())) model_.Take(record);
    told_.clear();
    for (size_t i = 1; i < ends.size(); ++i) {
      told_.emplace_back(model_, records.subspan(ends[i - 1], ends[i] - ends[i - 1]));
    }
    GiveAll();
  }

  std::vector<std::string> ExpectedOf(const WatchQuestion& question) {
    std::vector<std::string> expected;
    for (const ToldTransaction& transaction : told_) {
      for (const v1::WatchEvent& event : transaction.EventsOf(question)) {
        expected.push_back(event.ShortDebugString());
        ++counts_[v1::WatchEventCause_Name(event.cause())];
        // Everybody hears of every purge.
        if (event.cause() != v1::WATCH_EVENT_CAUSE_PURGED) ++counts_[v1::WatchEventKind_Name(event.kind())];
      }
    }
    return expected;
  }

  RandomTransactions random_;
  testing::IndexModel model_;
  std::deque<ToldTransaction> told_;
  std::map<std::string, int> counts_;  // of events, by kind and by cause
};

TEST_P(DifferentialWatches, TellsEachExactlyWhatHappenedInOrder) {
  constexpr int kWatches = 300, kRounds = 20;
  CommitAtOnce(1);
  std::vector<WatchQuestion> questions;
  std::vector<std::unique_ptr<Watch>> watches;
  for (int i = 0; i < kWatches; ++i) {
    questions.push_back(random_.NextQuestion());
    watches.push_back(Open(questions.back().request, {.max_events = 3}));
    EXPECT_THAT(Drain(*watches.back(), questions.back().request), IsEmpty());
  }
  for (int round = 0; round < kRounds; ++round) {
    CommitAtOnce(1 + random_.Below(5));
    for (int i = 0; i < kWatches; ++i) {
      v1::WatchFactsRequest& request = questions[i].request;
      if ((i + round) % 7 == 0) watches[i] = Open(request);  // as after a restart
      std::vector<std::string> events;
      for (const v1::WatchEvent& event : DrainEvents(*watches[i], request)) events.push_back(event.ShortDebugString());
      ASSERT_EQ(events, ExpectedOf(questions[i])) << "round " << round << ", " << request.ShortDebugString();
    }
  }
  for (int kind = v1::WATCH_EVENT_KIND_MATCH; kind <= v1::WATCH_EVENT_KIND_UNMATCH; ++kind) {
    EXPECT_GT(counts_[v1::WatchEventKind_Name(kind)], 100) << v1::WatchEventKind_Name(kind);
  }
  for (int cause = v1::WATCH_EVENT_CAUSE_RECORDED; cause <= v1::WATCH_EVENT_CAUSE_PURGED; ++cause) {
    EXPECT_GT(counts_[v1::WatchEventCause_Name(cause)], 0) << v1::WatchEventCause_Name(cause);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, DifferentialWatches, ::testing::Range<uint32_t>(1, 6));

}  // namespace
}  // namespace dateline::watches
