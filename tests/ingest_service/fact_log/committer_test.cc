#include "ingest_service/fact_log/committer.h"

#include <future>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "ingest_service/fact_log/article_appender.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;
using ::testing::ElementsAre;

class CommitterTest : public ::testing::Test {
 protected:
  CommitterTest() { EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk()); }

  // Its first commit waits until Release.
  void StartHeldCommitter(const CommitOptions& options) {
    committer_.emplace(*database_, *TakeOver(*database_), options, [this](const FeedHead& head) {
      if (heads_.empty()) {
        held_.set_value();
        release_.get_future().wait();
      }
      heads_.push_back(head.offset);
    });
  }

  void Release() { release_.set_value(); }

  std::future<absl::Status> Append(const std::string& id) {
    auto answer = std::make_shared<std::promise<absl::Status>>();
    committer_->Submit({[article = PrepareArticle(SampleWrite(id, 0))](ChangeWriter& writer) {
                          absl::StatusOr<StoredArticle> stored;
                          return AppendArticle(article, writer, stored);
                        },
                        [answer](const absl::Status& outcome) { answer->set_value(outcome); }});
    return answer->get_future();
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<sqlite::Database> database_ =
      *sqlite::Database::OpenWriter(directory_.File("log"), sqlite::Durability::kFull);
  std::promise<void> held_;
  std::promise<void> release_;
  std::vector<int64_t> heads_;  // the committer thread's
  std::optional<Committer> committer_;
};

TEST_F(CommitterTest, CommitsTogetherWhatGatheredMeanwhile) {
  StartHeldCommitter({});
  const std::future<absl::Status> first = Append("first");
  held_.get_future().wait();
  for (int i = 0; i < 5; ++i) Append(absl::StrCat(i));
  Release();
  committer_.reset();
  EXPECT_THAT(heads_, ElementsAre(2, 7));  // the first with its entity; five more in one
}

TEST_F(CommitterTest, LimitsAGroup) {
  StartHeldCommitter({.max_group_articles = 2});
  const std::future<absl::Status> first = Append("first");
  held_.get_future().wait();
  for (int i = 0; i < 5; ++i) Append(absl::StrCat(i));
  Release();
  committer_.reset();
  EXPECT_THAT(heads_, ElementsAre(2, 4, 6, 7));
}

TEST_F(CommitterTest, AnswersOnlyAfterTheCommit) {
  StartHeldCommitter({});
  std::future<absl::Status> first = Append("first");
  held_.get_future().wait();
  EXPECT_EQ(first.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  Release();
  EXPECT_THAT(first.get(), IsOk());
}

TEST_F(CommitterTest, RefusesMoreThanMayWait) {
  StartHeldCommitter({.max_waiting_articles = 1});
  const std::future<absl::Status> first = Append("first");
  held_.get_future().wait();
  std::future<absl::Status> waits = Append("waits");
  const absl::Status refused = Append("refused").get();
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(refused), "OVERLOADED");
  Release();
  EXPECT_THAT(waits.get(), IsOk());
}

TEST_F(CommitterTest, SaysHowManyWaitAndForHowLong) {
  StartHeldCommitter({});
  const std::future<absl::Status> first = Append("first");
  held_.get_future().wait();
  EXPECT_EQ(committer_->queue().writes, 0);  // it is in a transaction
  std::future<absl::Status> waits = Append("waits");
  absl::SleepFor(absl::Milliseconds(10));
  EXPECT_EQ(committer_->queue().writes, 1);
  EXPECT_GE(committer_->queue().wait, absl::Milliseconds(10));
  Release();
  EXPECT_THAT(waits.get(), IsOk());
  EXPECT_EQ(committer_->queue().wait, absl::ZeroDuration());
}

TEST_F(CommitterTest, WaitsForAGroupNoLongerThanItsWindow) {
  StartHeldCommitter({.group_window = absl::Milliseconds(1)});
  Release();
  EXPECT_THAT(Append("alone").get(), IsOk());
}

TEST_F(CommitterTest, WritesAgainAloneWhatStoodBesideAWriteThatFails) {
  StartHeldCommitter({});
  const std::future<absl::Status> first = Append("first");
  held_.get_future().wait();
  std::future<absl::Status> before = Append("before");
  std::promise<absl::Status> fails;
  committer_->Submit({[](ChangeWriter&) { return absl::DataLossError("bad"); },
                      [&](const absl::Status& outcome) { fails.set_value(outcome); }});
  std::future<absl::Status> after = Append("after");
  Release();
  EXPECT_THAT(before.get(), IsOk());
  EXPECT_EQ(fails.get_future().get().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(after.get(), IsOk());
}

TEST_F(CommitterTest, RefusesToWriteWhenAnotherHasTheFeed) {
  StartHeldCommitter({});
  Release();
  EXPECT_THAT(Append("before").get(), IsOk());
  EXPECT_THAT(database_->Execute("UPDATE feed_head SET epoch = epoch + 1"), IsOk());
  EXPECT_EQ(errors::Reason(Append("after").get()), "FENCED");
}

TEST_F(CommitterTest, AnswersStoreFullAndGoesOnWhenThereIsSpaceAgain) {
  StartHeldCommitter({});
  Release();
  EXPECT_THAT(Append("before").get(), IsOk());
  ASSERT_THAT(database_->Execute("PRAGMA max_page_count=1"), IsOk());
  absl::Status status;
  for (int i = 0; i < 1000 && status.ok(); ++i) status = Append(absl::StrCat("fills", i)).get();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(status), "STORE_FULL");
  ASSERT_THAT(database_->Execute("PRAGMA max_page_count=1000000"), IsOk());
  EXPECT_THAT(Append("after").get(), IsOk());
}

}  // namespace
}  // namespace dateline::fact_log
