#include "ingest_service/fact_log/committer.h"

#include <atomic>
#include <cstdlib>
#include <future>
#include <optional>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "ingest_service/fact_log/article_appender.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"
#include "tests/testing/postgres_shim.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

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

  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
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
  if (testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "many processes may write a database";
  StartHeldCommitter({});
  Release();
  EXPECT_THAT(Append("before").get(), IsOk());
  EXPECT_THAT(database_->Execute("UPDATE feed_head SET epoch = epoch + 1"), IsOk());
  EXPECT_EQ(errors::Reason(Append("after").get()), "FENCED");
}

TEST_F(CommitterTest, AnswersStoreFullAndGoesOnWhenThereIsSpaceAgain) {
  if (testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "the limit is SQLite's";
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

class SharedDatabase : public testing::FactLogFixture {
 protected:
  void SetUp() override {
    if (!testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "an SQLite file is locked by its owner";
  }
};

TEST_F(SharedDatabase, IsWrittenByManyCommitters) {
  constexpr int kLogs = 3, kArticles = 40;
  std::vector<std::unique_ptr<FactLog>> logs;
  for (int i = 0; i < kLogs; ++i) {
    logs.push_back(*FactLog::Open(directory_.Store("log"), {.max_group_articles = 4}, [](const FeedHead&) {}));
  }
  std::vector<std::thread> writers;
  for (int i = 0; i < kLogs; ++i) {
    writers.emplace_back([&log = *logs[i], i] {
      // Each second article is sent to every log.
      for (int article = 0; article < kArticles; ++article) {
        ArticleWrite write = SampleWrite(absl::StrCat(article % 2 == 0 ? 0 : i, "-", article));
        std::promise<absl::StatusOr<StoredArticle>> stored;
        log.Append(std::move(write), [&](auto outcome) { stored.set_value(std::move(outcome)); });
        EXPECT_THAT(stored.get_future().get(), IsOk());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  ASSERT_THAT(Append(SampleWrite("last")), IsOk());  // by a log that stood still meanwhile
  testing::ExpectSoundFeed(Changes(), log_->Head());
  int articles = -1;
  for (const v1::Change::KindCase kind : Kinds()) articles += kind == v1::Change::kArticleAdded ? 1 : 0;
  EXPECT_EQ(articles, kArticles / 2 * (kLogs + 1));
}

TEST_F(SharedDatabase, TellsACommitterOfWhatOthersCommit) {
  std::atomic<int64_t> heard = 0;
  const auto other = FactLog::Open(directory_.Store("log"), {}, [&](const FeedHead& head) { heard = head.offset; });
  ASSERT_THAT(other, IsOk());
  const auto stored = Append(SampleWrite("one"));
  ASSERT_THAT(stored, IsOk());
  while (heard < stored->last_offset) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_EQ((*other)->Head().chain_crc, log_->Head().chain_crc);
}

// A log in PostgreSQL, behind a wire that fails as it is told.
class FaultyWire : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "SQLite has no wire";
    const store::Location location = directory_.Store("log");  // postgresql://USER@HOST:PORT/DATABASE?...
    const size_t host = location.find('@'), port = location.find(':', host) + 1,
                 database = location.find('/', host) + 1;
    shim_.emplace(std::atoi(location.c_str() + port));
    auto log = FactLog::Open(shim_->Url(location.substr(database)), {}, [](const FeedHead&) {});
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
  }

  absl::StatusOr<StoredArticle> Append(const std::string& id) {
    std::promise<absl::StatusOr<StoredArticle>> answer;
    log_->Append(SampleWrite(id), [&](auto stored) { answer.set_value(std::move(stored)); });
    return answer.get_future().get();
  }

  void ExpectArticles(size_t count) {
    EXPECT_EQ(log_->reader().ListArticles("", 100)->size(), count);
    const auto changes = log_->reader().ReadChanges(0, {.last_offset = log_->Head().offset});
    testing::ExpectSoundFeed(*changes, log_->Head());
    EXPECT_EQ(log_->reader().ReadHead()->offset, log_->Head().offset);
  }

  testing::StoreDirectory directory_;
  std::optional<testing::PostgresShim> shim_;
  std::unique_ptr<FactLog> log_;
};

class FaultyWireTest : public FaultyWire, public ::testing::WithParamInterface<testing::PostgresFaultKind> {};

TEST_P(FaultyWireTest, StoresOnceWhateverBecomesOfTheCommit) {
  for (int i = 0; i < 5; ++i) {
    shim_->faults().Order({.kind = GetParam()});  // at what commits
    const auto stored = Append(absl::StrCat(i));
    ASSERT_THAT(stored, IsOk());
    EXPECT_TRUE(stored->is_new);
  }
  EXPECT_EQ(shim_->faults().met(GetParam()), 5);
  ExpectArticles(5);
}

TEST_P(FaultyWireTest, StoresOnceWhateverBecomesOfTheHead) {
  for (int i = 0; i < 5; ++i) {
    shim_->faults().Order({.kind = GetParam(), .statement = "UPDATE feed_head"});
    ASSERT_THAT(Append(absl::StrCat(i)), IsOk());
  }
  EXPECT_EQ(shim_->faults().met(GetParam()), 5);
  ExpectArticles(5);
}

INSTANTIATE_TEST_SUITE_P(OfEachKind, FaultyWireTest,
                         ::testing::Values(testing::PostgresFaultKind::kSerializationFailure,
                                           testing::PostgresFaultKind::kCutBefore,
                                           testing::PostgresFaultKind::kCutAfter));

// What moves nothing leaves no trace by which it could be known; the request finds it when it comes again.
TEST_F(FaultyWire, SaysWhenItCannotKnow) {
  ASSERT_THAT(Append("a"), IsOk());
  shim_->faults().Order({.kind = testing::PostgresFaultKind::kCutAfter});
  const absl::Status unknown = Append("a").status();
  EXPECT_EQ(errors::Reason(unknown), "STORE_UNAVAILABLE") << unknown;
  EXPECT_TRUE(errors::RetryDelay(unknown).has_value());
  EXPECT_THAT(Append("a"), IsOk());
  ExpectArticles(1);
}

TEST_F(FaultyWire, GivesUpAfterManyConflictsAndGoesOn) {
  for (int i = 0; i < 5; ++i) shim_->faults().Order({});
  EXPECT_EQ(errors::Reason(Append("a").status()), "STORE_UNAVAILABLE");
  EXPECT_THAT(Append("a"), IsOk());
  ExpectArticles(1);
}

}  // namespace
}  // namespace dateline::fact_log
