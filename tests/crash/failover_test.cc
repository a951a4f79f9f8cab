// What becomes of the log when the server of PostgreSQL under it dies and its standby takes its place.
#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ingest_service/fact_log/fact_log.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/skipped_test.h"
#include "tests/testing/status_matchers.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::PostgresCluster;
using ::dateline::testing::SampleWrite;

constexpr auto kPatience = std::chrono::minutes(1);

class Failover : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresCluster::IsInstalled()) testing::SkipTest("PostgreSQL 15 is not installed");
  }

  static absl::Status Append(FactLog& log, const std::string& id) {
    std::promise<absl::Status> answer;
    log.Append(SampleWrite(id),
               [&answer](const absl::StatusOr<StoredArticle>& stored) { answer.set_value(stored.status()); });
    return answer.get_future().get();
  }

  // Until so many are acknowledged; false: not in time.
  static bool Await(const std::atomic<int>& acknowledged, int count) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (acknowledged < count && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return acknowledged >= count;
  }
};

TEST_F(Failover, LosesNoAcknowledgedArticle) {
  PostgresCluster primary;
  const std::unique_ptr<PostgresCluster> standby = primary.MakeStandby();
  const std::string url = PostgresCluster::Url({&primary, standby.get()}, primary.MakeDatabase());
  auto log = FactLog::Open(url, {}, [](const FeedHead&) {});
  ASSERT_THAT(log, IsOk());
  std::atomic<int> acknowledged = 0;
  std::atomic<bool> ending = false;
  // As a caller does: the next one only when the last was acknowledged.
  std::thread writer([&] {
    while (!ending) {
      if (Append(**log, absl::StrCat("a", acknowledged.load())).ok()) ++acknowledged;
    }
  });
  EXPECT_TRUE(Await(acknowledged, 20));
  primary.Kill();
  standby->Promote();
  EXPECT_TRUE(Await(acknowledged, acknowledged + 20)) << "it does not go on at the standby";
  ending = true;
  writer.join();
  for (int i = 0; i < acknowledged; ++i) {
    const std::string name = SampleWrite(absl::StrCat("a", i)).article.name();
    EXPECT_THAT((*log)->reader().ReadArticle(name), IsOk());
  }
}

}  // namespace
}  // namespace dateline::fact_log
