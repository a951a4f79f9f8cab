// The services on disks that fill up: what cannot be stored is refused, what is stored is read, and writing goes on
// when there is space again, without a restart.
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"
#include "tests/testing/directories.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/skipped_test.h"
#include "tests/testing/status_matchers.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::FeedHistory;
using ::dateline::testing::IsOk;
using ::dateline::testing::ReadFeedHistory;
using ::dateline::testing::RunProgram;
using ::dateline::testing::ServicePair;
using ::dateline::testing::SkipTest;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::IsEmpty;

constexpr char kDiskSize[] = "size=6m";
constexpr int kMoreThanFits = 3000;
constexpr char kDiskOfPostgres[] = "the disk that fills up is that of the SQLite file; PostgreSQL has its own";

// A file system of a few megabytes, seen by this thread and the programs that it starts.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& folder) : folder_(folder) {
    is_mounted_ = mount("tmpfs", folder.c_str(), "tmpfs", 0, kDiskSize) == 0;
  }
  ~SmallDisk() {
    if (is_mounted_) umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_mounted() const { return is_mounted_; }

  void Fill() const {
    std::ofstream file(Ballast(), std::ios::binary | std::ios::app);
    const std::string page(4096, 'x');
    while (file.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) {
    }
  }
  void MakeSpace() const { std::filesystem::remove(Ballast()); }

 private:
  std::string Ballast() const { return folder_ + "/ballast"; }

  const std::string folder_;
  bool is_mounted_ = false;
};

class FullDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    // What is mounted from now on is seen by this thread and its children alone.
    const bool is_apart = unshare(CLONE_NEWNS) == 0 && mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    if (is_apart) {
      ingest_disk_.emplace(pair_.IngestFolder());
      query_disk_.emplace(pair_.QueryFolder());
    }
    if (!is_apart || !ingest_disk_->is_mounted() || !query_disk_->is_mounted()) {
      return SkipTest(absl::StrCat("file systems cannot be mounted here: ", std::strerror(errno)));
    }
    pair_.StartIngest();
    pair_.StartQuery();
    ingest_ = pair_.Ingest();
  }

  absl::Status Ingest(int number) {
    v1::IngestArticleRequest request;
    request.mutable_article()->set_name(absl::StrCat("articles/", number));
    request.mutable_article()->set_body(absl::StrCat(
        "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.\n\nWeber said that ", number,
        " soldiers would return in May."));
    v1::IngestArticleResponse response;
    return rpc::FromGrpcStatus(ingest_->IngestArticle(CallContext().get(), request, &response));
  }

  // How many articles are stored until one is refused, and how that is said.
  int IngestUntilRefused(absl::Status& refused) {
    for (int number = 0; number < kMoreThanFits; ++number) {
      if (refused = Ingest(number); !refused.ok()) return number;
    }
    return kMoreThanFits;
  }

  absl::Status Get(int number) {
    v1::GetArticleRequest request;
    request.set_name(absl::StrCat("articles/", number));
    v1::GetArticleResponse response;
    return rpc::FromGrpcStatus(ingest_->GetArticle(CallContext().get(), request, &response));
  }

  v1::GetIndexStatusResponse IndexStatus() {
    v1::GetIndexStatusResponse index;
    EXPECT_TRUE(pair_.Query()->GetIndexStatus(CallContext().get(), {}, &index).ok());
    return index;
  }

  absl::StatusOr<int> ListFacts() {
    v1::ListFactsRequest request;
    v1::ListFactsResponse facts;
    const grpc::Status status = pair_.Query()->ListFacts(CallContext().get(), request, &facts);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return facts.facts_size();
  }

  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  std::optional<SmallDisk> ingest_disk_;
  std::optional<SmallDisk> query_disk_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
};

TEST_F(FullDisk, RefusesArticlesAndReadsOnUntilThereIsSpace) {
  if (pair_.IsOnPostgres()) GTEST_SKIP() << kDiskOfPostgres;
  ASSERT_THAT(Ingest(-1), IsOk());
  ingest_disk_->Fill();
  absl::Status refused;
  const int stored = IngestUntilRefused(refused);
  ASSERT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted, _));
  EXPECT_EQ(errors::Reason(refused), "STORE_FULL");
  EXPECT_GT(errors::RetryDelay(refused).value_or(absl::ZeroDuration()), absl::ZeroDuration());
  for (int again = 0; again < 20; ++again) {
    EXPECT_THAT(Ingest(stored), StatusIs(absl::StatusCode::kResourceExhausted, _));
  }
  EXPECT_THAT(Get(stored), StatusIs(absl::StatusCode::kNotFound, _));
  EXPECT_THAT(Get(-1), IsOk());
  const FeedHistory feed = ReadFeedHistory(*pair_.Feed());
  EXPECT_THAT(feed.violations(), IsEmpty());
  EXPECT_EQ(feed.articles().size(), static_cast<size_t>(stored) + 1);
  pair_.WaitUntilCaughtUp();
  EXPECT_THAT(ListFacts(), IsOk());
  ingest_disk_->MakeSpace();
  for (int number = stored; number < stored + 20; ++number) EXPECT_THAT(Ingest(number), IsOk());
  EXPECT_TRUE(pair_.ingest_process().IsRunning());
  EXPECT_THAT(ReadFeedHistory(*pair_.Feed()).violations(), IsEmpty());
  pair_.WaitUntilCaughtUp();
  EXPECT_EQ(IndexStatus().article_count(), stored + 21);
  const auto checked = RunProgram({DATELINE_PROGRAM_DIRECTORY "/dateline-ingest", pair_.IngestStoreFlag(), "--check"});
  EXPECT_EQ(checked.exit_code, 0) << checked.err;
}

// Nobody fills it by hand: articles do.
TEST_F(FullDisk, IsFilledByArticlesAlone) {
  if (pair_.IsOnPostgres()) GTEST_SKIP() << kDiskOfPostgres;
  absl::Status refused;
  const int stored = IngestUntilRefused(refused);
  ASSERT_LT(stored, kMoreThanFits);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted, _));
  for (int number : {0, stored / 2, stored - 1}) EXPECT_THAT(Get(number), IsOk());
  EXPECT_THAT(ReadFeedHistory(*pair_.Feed()).violations(), IsEmpty());
}

TEST_F(FullDisk, LeavesAnIndexBehindThatAnswersAndCatchesUp) {
  ASSERT_THAT(Ingest(-1), IsOk());
  pair_.WaitUntilCaughtUp();
  query_disk_->Fill();
  int stored = 0;
  // What is applied before the disk is full fits into what the write-ahead log has taken already.
  for (bool is_behind = false; !is_behind && stored < kMoreThanFits; ++stored) {
    ASSERT_THAT(Ingest(stored), IsOk());
    is_behind = stored % 50 == 49 && !IndexStatus().serving();
  }
  ASSERT_LT(stored, kMoreThanFits);
  const auto facts = ListFacts();
  ASSERT_THAT(facts, IsOk());
  EXPECT_GT(*facts, 0);
  query_disk_->MakeSpace();
  pair_.WaitUntilCaughtUp();
  EXPECT_TRUE(pair_.query_process().IsRunning());
  EXPECT_EQ(IndexStatus().article_count(), stored + 1);
}

}  // namespace
}  // namespace dateline
