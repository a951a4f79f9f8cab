#include "tests/crash/random_writer.h"

#include <chrono>
#include <filesystem>
#include <thread>

#include "gtest/gtest-spi.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

class RandomWriterTest : public ::testing::Test {
 protected:
  RandomWriterTest() { pair_.StartIngest(); }

  // Until `count` more requests are acknowledged.
  void Write(int count) {
    const auto ingest = pair_.Ingest();
    const int goal = writer_.acknowledged_count() + count;
    while (writer_.acknowledged_count() < goal) {
      std::atomic<bool> ending = false;
      std::thread thread([&] { writer_.Write(*ingest, ending, 1); });
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      ending = true;
      thread.join();
    }
  }

  // How many failures reading the articles gives.
  int ReadFailures() {
    ::testing::TestPartResultArray failures;
    const ::testing::ScopedFakeTestPartResultReporter reporter(
        ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ALL_THREADS, &failures);
    writer_.Read(*pair_.Ingest());
    return failures.size();
  }

  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  RandomWriter writer_{0, 1};
};

TEST_F(RandomWriterTest, FindsWhatItWrote) {
  Write(30);
  EXPECT_EQ(ReadFailures(), 0);
}

TEST_F(RandomWriterTest, FindsAnAcknowledgedWriteThatIsUndone) {
  if (pair_.IsOnPostgres()) GTEST_SKIP() << "the write is undone by an older copy of the SQLite file";
  Write(10);
  EXPECT_EQ(pair_.ingest_process().Terminate(), 0);
  const std::string before = pair_.IngestStore() + ".before";
  std::filesystem::copy_file(pair_.IngestStore(), before);
  pair_.StartIngest();
  Write(10);
  EXPECT_EQ(pair_.ingest_process().Terminate(), 0);
  std::filesystem::rename(before, pair_.IngestStore());
  for (const char* const suffix : {"-wal", "-shm"}) std::filesystem::remove(pair_.IngestStore() + suffix);
  pair_.StartIngest();
  EXPECT_GT(ReadFailures(), 0);
}

TEST_F(RandomWriterTest, FindsAWriteOfSomeoneElse) {
  Write(10);
  for (const auto& [name, state] : writer_.states()) {
    if (state.is_purged) continue;
    v1::CorrectArticleRequest request;
    request.mutable_article()->set_name(name);
    request.mutable_article()->set_body("LYON - The storm killed twelve people in Lyon.");
    v1::CorrectArticleResponse response;
    ASSERT_TRUE(pair_.Ingest()->CorrectArticle(CallContext().get(), request, &response).ok());
  }
  EXPECT_GT(ReadFailures(), 0);
}

}  // namespace
}  // namespace dateline::testing
