#include "ingest_service/fact_log/compactor.h"

#include "absl/strings/str_cat.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;

class CompactorTest : public testing::FactLogFixture {
 protected:
  void AppendArticles(int first, int count) {
    for (int i = first; i < first + count; ++i) ASSERT_THAT(Append(SampleWrite(absl::StrCat(i), 1)), IsOk());
  }
  int64_t KeptBytes() { return *log_->reader().CountChangeBytes(log_->Head().low_offset, log_->Head().offset); }
};

TEST_F(CompactorTest, KeepsEverythingUnlessToldOtherwise) {
  AppendArticles(0, 5);
  Compactor compactor(*log_, {});
  ASSERT_THAT(compactor.Compact(absl::Now() + absl::Hours(1000)), IsOk());
  EXPECT_EQ(log_->Head().low_offset, 1);
}

TEST_F(CompactorTest, DropsWhatIsTooOld) {
  AppendArticles(0, 5);
  Compactor compactor(*log_, {.age = absl::Hours(1)});
  ASSERT_THAT(compactor.Compact(absl::Now()), IsOk());
  EXPECT_EQ(log_->Head().low_offset, 1);
  ASSERT_THAT(compactor.Compact(absl::Now() + absl::Hours(2)), IsOk());
  EXPECT_EQ(log_->Head().low_offset, log_->Head().offset - 1) << "the last article's changes stay";
}

TEST_F(CompactorTest, DropsTheOldestUntilTheRestFits) {
  AppendArticles(0, 20);
  const int64_t limit = KeptBytes() / 2;
  Compactor compactor(*log_, {.bytes = limit});
  ASSERT_THAT(compactor.Compact(absl::Now()), IsOk());
  EXPECT_LE(KeptBytes(), limit);
  EXPECT_GT(KeptBytes(), limit * 9 / 10);
  // It counts on from there, also when a purge has made changes smaller.
  AppendArticles(20, 10);
  ASSERT_THAT(Purge({.name = "articles/25"}), IsOk());
  ASSERT_THAT(compactor.Compact(absl::Now()), IsOk());
  EXPECT_LE(KeptBytes(), limit);
  EXPECT_GT(KeptBytes(), limit * 9 / 10);
}

// As two processes on one database do.
TEST_F(CompactorTest, CountsAgainWhatAnotherHasDropped) {
  AppendArticles(0, 20);
  const int64_t limit = KeptBytes() / 2;
  Compactor compactor(*log_, {.bytes = limit}), other(*log_, {.bytes = limit});
  ASSERT_THAT(compactor.Compact(absl::Now()), IsOk());
  ASSERT_THAT(other.Compact(absl::Now()), IsOk());
  AppendArticles(20, 4);
  ASSERT_THAT(compactor.Compact(absl::Now()), IsOk());
  AppendArticles(24, 1);
  ASSERT_THAT(other.Compact(absl::Now()), IsOk());
  EXPECT_LE(KeptBytes(), limit);
  EXPECT_GT(KeptBytes(), limit * 9 / 10);
}

// As a consumer that tells the same again and again.
TEST_F(CompactorTest, KeepsTwiceAsManyBytesForALease) {
  AppendArticles(0, 20);
  const int64_t limit = KeptBytes() / 4;
  ASSERT_THAT(Acknowledge({"stuck", 2}, {absl::Hours(1), absl::Now()}), IsOk());
  Compactor compactor(*log_, {.bytes = limit, .consumer_lease = absl::Hours(1)});
  ASSERT_THAT(compactor.Compact(absl::Now()), IsOk());
  EXPECT_LE(KeptBytes(), limit) << "the lease ends with what it held";
  ASSERT_THAT(Acknowledge({"slow", log_->Head().low_offset}, {absl::Hours(1), absl::Now()}), IsOk());
  AppendArticles(20, 4);
  const int64_t low_offset = log_->Head().low_offset;
  ASSERT_THAT(compactor.Compact(absl::Now()), IsOk());
  EXPECT_EQ(log_->Head().low_offset, low_offset + 1);
  EXPECT_GT(KeptBytes(), limit);
}

TEST_F(CompactorTest, KeepsTwiceAsLongForALease) {
  AppendArticles(0, 5);
  const absl::Time now = absl::Now();
  ASSERT_THAT(Acknowledge({"slow", 2}, {absl::Hours(9), now}), IsOk());
  Compactor compactor(*log_, {.age = absl::Hours(1), .consumer_lease = absl::Hours(9)});
  ASSERT_THAT(compactor.Compact(now + absl::Minutes(90)), IsOk());
  EXPECT_EQ(log_->Head().low_offset, 3);
  ASSERT_THAT(compactor.Compact(now + absl::Minutes(150)), IsOk());
  EXPECT_EQ(log_->Head().low_offset, log_->Head().offset - 1);
}

TEST_F(CompactorTest, WorksInTheBackground) {
  AppendArticles(0, 5);
  {
    CompactorThread thread(*log_, {.age = absl::Nanoseconds(1)}, absl::Milliseconds(1));
    while (log_->Head().low_offset == 1) absl::SleepFor(absl::Milliseconds(1));
  }
  EXPECT_LE(log_->Head().low_offset, log_->Head().offset);
}

}  // namespace
}  // namespace dateline::fact_log
