// The machine's clock is set back and forth under the running services: each transaction of the feed is later than
// the one before.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/skipped_test.h"
#include "tests/testing/temporary_directory.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::Environment;
using ::dateline::testing::ServicePair;
using ::dateline::testing::SkipTest;
using ::google::protobuf::util::TimeUtil;

constexpr int64_t kThreeHours = int64_t{3} * 3600 * 1000 * 1000 * 1000;

class JumpingClock : public ::testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "the sanitizers take the clock's functions themselves";
#endif
    if (!std::filesystem::exists(DATELINE_FAKETIME_LIBRARY)) return SkipTest("libfaketime is not installed");
    SetClock("+0");
  }

  // `offset` as faketime says it: "-2h".
  void SetClock(const std::string& offset) {
    std::ofstream(directory_.File("next")) << offset << "\n";
    std::filesystem::rename(directory_.File("next"), directory_.File("clock"));
  }

  Environment FakeTime() const {
    return {{"LD_PRELOAD", DATELINE_FAKETIME_LIBRARY},
            {"FAKETIME_TIMESTAMP_FILE", directory_.File("clock")},
            {"FAKETIME_NO_CACHE", "1"},
            {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}};
  }

  void Ingest() {
    v1::IngestArticleRequest request;
    request.mutable_article()->set_name(absl::StrCat("articles/", ++articles_));
    request.mutable_article()->set_body(
        "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.");
    v1::IngestArticleResponse response;
    grpc::Status status = pair_.Ingest()->IngestArticle(CallContext().get(), request, &response);
    // A call that is on its way while the clock is set forward may be late by it.
    if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
      status = pair_.Ingest()->IngestArticle(CallContext().get(), request, &response);
    }
    ASSERT_TRUE(status.ok()) << status.error_message();
    last_times_.push_back(CommitTimes().back());
  }

  // Of all changes, in nanoseconds.
  std::vector<int64_t> CommitTimes() {
    v1::GetFeedInfoResponse info;
    EXPECT_TRUE(pair_.Feed()->GetFeedInfo(CallContext().get(), {}, &info).ok());
    const auto context = CallContext();
    const auto stream = pair_.Feed()->StreamChanges(context.get(), {});
    std::vector<int64_t> times;
    for (v1::StreamChangesResponse batch;
         static_cast<int64_t>(times.size()) < info.head_offset() && stream->Read(&batch);) {
      for (const v1::ChangeRecord& record : batch.records()) {
        times.push_back(TimeUtil::TimestampToNanoseconds(record.commit_time()));
      }
    }
    context->TryCancel();
    stream->Finish();
    return times;
  }

  testing::TemporaryDirectory directory_;
  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  int articles_ = 0;
  std::vector<int64_t> last_times_;  // of the last change of each article
};

TEST_F(JumpingClock, LeavesTheFeedInOrder) {
  pair_.StartIngest(FakeTime());
  pair_.StartQuery(FakeTime());
  Ingest();
  SetClock("-2h");
  Ingest();
  SetClock("+3h");
  Ingest();
  // The clock that is set is the one that the service reads.
  EXPECT_GE(last_times_.back(), last_times_.front() + kThreeHours);
  SetClock("-1d");
  Ingest();
  pair_.ingest_process().Kill();
  pair_.StartIngest(FakeTime());
  Ingest();
  const std::vector<int64_t> times = CommitTimes();
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  EXPECT_THAT(last_times_, ::testing::SizeIs(5));
  EXPECT_EQ(std::adjacent_find(last_times_.begin(), last_times_.end(), std::greater_equal<>()), last_times_.end());
  pair_.WaitUntilCaughtUp();
}

}  // namespace
}  // namespace dateline
