#include "ingest_service/maintenance.h"

#include <atomic>
#include <filesystem>
#include <thread>

#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/feed/feed.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::ingest {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

class MaintenanceTest : public testing::FactLogFixture {
 protected:
  MaintenanceTest() {
    std::filesystem::create_directory(directory_.File("copies"));
    backup_.store = directory_.File("log");
    backup_.backup_directory = directory_.File("copies");
    check_copy_.store = directory_.File("copies/log");
    check_copy_.check_store = true;
  }

  static std::unique_ptr<fact_log::FactLog> Open(const std::string& path) {
    return *fact_log::FactLog::Open(path, {}, [](const fact_log::FeedHead&) {});
  }

  // The article's changes in another log than the fixture's.
  static void AppendTo(fact_log::FactLog& log, const std::string& id) {
    std::promise<absl::Status> answer;
    log.Append(SampleWrite(id), [&](const auto& stored) { answer.set_value(stored.status()); });
    ASSERT_THAT(answer.get_future().get(), IsOk());
  }

  Config backup_;
  Config check_copy_;
};

TEST_F(MaintenanceTest, CopiesAStoreThatIsBeingWritten) {
  std::atomic<bool> is_done = false;
  std::thread writer([&] {
    for (int i = 0; !is_done; ++i) EXPECT_THAT(Append(SampleWrite(absl::StrCat(i))), IsOk());
  });
  while (log_->Head().offset < 20) absl::SleepFor(absl::Milliseconds(1));
  const int64_t offset = log_->Head().offset;
  backup_.check_store = true;
  const auto report = Maintain(backup_);
  is_done = true;
  writer.join();
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(*report, HasSubstr("to " + directory_.File("copies/log")));
  EXPECT_THAT(*report, HasSubstr("copies/log is sound"));
  const auto copy = Open(directory_.File("copies/log"));
  EXPECT_GE(copy->Head().offset, offset);
  EXPECT_LE(copy->Head().offset, log_->Head().offset);
  EXPECT_EQ(copy->Head().feed_id, log_->Head().feed_id);
  AppendTo(*copy, "after-the-restore");
}

TEST_F(MaintenanceTest, LeavesAnOlderCopyAlone) {
  ASSERT_THAT(Maintain(backup_), IsOk());
  EXPECT_THAT(Maintain(backup_), StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("exists already")));
}

TEST_F(MaintenanceTest, SaysWhatIsWrong) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ASSERT_THAT(Maintain(backup_), IsOk());
  EXPECT_THAT(*Maintain(check_copy_), HasSubstr("changes 1 to 4, 1 revisions of articles, 1 entities, 2 facts"));
  {
    const auto database = sqlite::Database::OpenWriter(check_copy_.store, sqlite::Durability::kFull);
    ASSERT_THAT((*database)->Execute("DELETE FROM feed_log WHERE feed_offset = 2"), IsOk());
  }
  EXPECT_THAT(Maintain(check_copy_), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 2 is missing")));
}

// Of PostgreSQL what can be said without a server.
TEST_F(MaintenanceTest, SaysWhichDatabaseItCannotReachAndNoPassword) {
  Config config;
  config.store = "postgresql://user:secret@127.0.0.1:1/news";
  config.migrate_store = true;
  EXPECT_TRUE(IsMaintenance(config));
  const absl::Status status = Maintain(config).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("postgresql://127.0.0.1:1/news")));
  EXPECT_THAT(std::string(status.message()), ::testing::Not(HasSubstr("secret")));
}

// What a follower that knows more than the restored log is told, whatever the log says in the meantime.
class RestoredLogTest : public MaintenanceTest {
 protected:
  static std::string Reason(const feed::Feed& feed, const std::string& token) {
    return errors::Reason(feed.Resume(token).status());
  }
};

TEST_F(RestoredLogTest, NoticesFollowersWhoKnowALostHistory) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  const std::string common = feed::EncodeCursor(feed::HeadCursor(log_->Head()));
  ASSERT_THAT(Maintain(backup_), IsOk());
  ASSERT_THAT(Append(SampleWrite("lost")), IsOk());
  const std::string lost = feed::EncodeCursor(feed::HeadCursor(log_->Head()));
  const auto restored = Open(directory_.File("copies/log"));
  const feed::Feed feed(*restored);
  EXPECT_THAT(feed.Resume(common), IsOk());
  EXPECT_EQ(Reason(feed, lost), "FEED_DIVERGED") << "ahead of the head";
  AppendTo(*restored, "new");
  ASSERT_EQ(restored->Head().offset, log_->Head().offset);
  EXPECT_EQ(Reason(feed, lost), "FEED_DIVERGED") << "another change at its offset";
  AppendTo(*restored, "newer");
  EXPECT_EQ(Reason(feed, lost), "FEED_DIVERGED") << "another change at its offset";
  EXPECT_THAT(feed.Resume(common), IsOk());
}

// The snapshot's beginning is common to both histories, but the items that were read are of the lost one.
TEST_F(RestoredLogTest, NoticesSnapshotsOfALostHistory) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ASSERT_THAT(Maintain(backup_), IsOk());
  const feed::Feed lost_feed(*log_);
  const feed::Cursor begun = *lost_feed.Resume("", /*snapshot=*/true);
  ASSERT_THAT(Append(SampleWrite("lost")), IsOk());
  const auto part = lost_feed.Read(begun, {.max_changes = 1});
  const auto rest = lost_feed.Read(part->cursor, {});
  ASSERT_TRUE(rest->ends_snapshot);
  const auto tail = lost_feed.Read(rest->cursor, {.max_changes = 1});
  ASSERT_EQ(tail->changes.size(), 1u);

  const auto restored = Open(directory_.File("copies/log"));
  const feed::Feed feed(*restored);
  for (const char* const id : {"new", "newer"}) {
    AppendTo(*restored, id);
    for (const feed::Cursor& cursor : {part->cursor, rest->cursor, tail->cursor}) {
      EXPECT_EQ(Reason(feed, feed::EncodeCursor(cursor)), "FEED_DIVERGED");
    }
  }
}

}  // namespace
}  // namespace dateline::ingest
