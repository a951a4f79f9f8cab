// A log in a folder of its own, for tests.
#ifndef DATELINE_TESTS_TESTING_FACT_LOG_FIXTURE_H_
#define DATELINE_TESTS_TESTING_FACT_LOG_FIXTURE_H_

#include <future>
#include <memory>
#include <utility>
#include <vector>

#include "dateline/v1/feed_service.pb.h"
#include "gtest/gtest.h"
#include "ingest_service/fact_log/change_chain.h"
#include "ingest_service/fact_log/fact_log.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::testing {

inline v1::Change ParsedChange(const fact_log::StoredChange& stored) {
  v1::Change change;
  EXPECT_TRUE(change.ParseFromString(stored.payload));
  return change;
}

// The one invariant of every feed: dense offsets, a chain broken by nothing but redactions, commit times that never go
// back.
inline void ExpectSoundFeed(const std::vector<fact_log::StoredChange>& changes, const fact_log::FeedHead& head) {
  uint32_t chain_crc = 0;
  absl::Time commit_time = absl::UnixEpoch();
  for (size_t i = 0; i < changes.size(); ++i) {
    ASSERT_EQ(changes[i].offset, static_cast<int64_t>(i) + 1);
    if (!ParsedChange(changes[i]).has_redacted()) {
      chain_crc = fact_log::NextChainCrc(chain_crc, changes[i].offset, changes[i].payload);
      ASSERT_EQ(changes[i].chain_crc, chain_crc) << "at offset " << changes[i].offset;
    }
    chain_crc = changes[i].chain_crc;
    ASSERT_GE(changes[i].commit_time, commit_time);
    commit_time = changes[i].commit_time;
  }
  EXPECT_EQ(head.offset, static_cast<int64_t>(changes.size()));
  EXPECT_EQ(head.chain_crc, chain_crc);
}

class FactLogFixture : public ::testing::Test {
 protected:
  FactLogFixture() { Reopen(); }

  void Reopen() {
    log_.reset();
    auto log = fact_log::FactLog::Open(directory_.Store("log"), {}, [](const fact_log::FeedHead&) {});
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
  }

  absl::StatusOr<fact_log::StoredArticle> Append(fact_log::ArticleWrite write) {
    return Wait<fact_log::StoredArticle>([&](auto done) { log_->Append(std::move(write), done); });
  }
  absl::StatusOr<fact_log::ChangedArticle> Correct(fact_log::ArticleWrite write) {
    return Wait<fact_log::ChangedArticle>([&](auto done) { log_->Correct(std::move(write), done); });
  }
  absl::StatusOr<fact_log::ChangedArticle> Reread(fact_log::ArticleWrite write) {
    return Wait<fact_log::ChangedArticle>([&](auto done) { log_->Reread(std::move(write), /*id=*/0, done); });
  }
  absl::StatusOr<fact_log::ChangedArticle> Retract(fact_log::Withdrawal withdrawal) {
    return Wait<fact_log::ChangedArticle>([&](auto done) { log_->Retract(std::move(withdrawal), done); });
  }
  absl::StatusOr<fact_log::PurgedArticle> Purge(fact_log::PurgeOrder order) {
    return Wait<fact_log::PurgedArticle>([&](auto done) { log_->Purge(std::move(order), done); });
  }

  absl::StatusOr<fact_log::Compacted> Compact(const fact_log::CompactionOrder& order) {
    return Wait<fact_log::Compacted>([&](auto done) { log_->Compact(order, done); });
  }
  absl::StatusOr<absl::Time> Acknowledge(const fact_log::Acknowledgement& acknowledgement,
                                         const fact_log::ConsumerLease& lease) {
    return Wait<absl::Time>([&](auto done) { log_->Acknowledge(acknowledgement, lease, done); });
  }

  // The whole feed.
  std::vector<fact_log::StoredChange> Changes() {
    auto changes = log_->reader().ReadChanges(
        0, {.last_offset = log_->Head().offset, .max_changes = 1000000, .max_bytes = 1000 << 20});
    EXPECT_THAT(changes, IsOk());
    return *std::move(changes);
  }

  std::vector<v1::Change::KindCase> Kinds(int64_t after = 0) {
    std::vector<v1::Change::KindCase> kinds;
    for (const fact_log::StoredChange& stored : Changes()) {
      if (stored.offset > after) kinds.push_back(ParsedChange(stored).kind_case());
    }
    return kinds;
  }

  StoreDirectory directory_;
  std::unique_ptr<fact_log::FactLog> log_;

 private:
  template <class Result, class Start>
  static absl::StatusOr<Result> Wait(Start start) {
    std::promise<absl::StatusOr<Result>> answer;
    start([&](absl::StatusOr<Result> result) { answer.set_value(std::move(result)); });
    return answer.get_future().get();
  }
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_FACT_LOG_FIXTURE_H_
