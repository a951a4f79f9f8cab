// Stored articles are read again while the service is killed: each once, and what comes out the same is confirmed once.
#include <chrono>
#include <future>
#include <map>
#include <random>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/pipeline/pipeline.h"
#include "tests/testing/directories.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/status_matchers.h"

namespace dateline::testing {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr int kArticles = 200;
constexpr int kDeaths = 12;
constexpr uint32_t kLongestLifeMs = 60;

class Reextraction : public ::testing::Test {
 protected:
  // Stores articles as another version has read them; how many facts they have.
  size_t StoreReadingsOfAnotherVersion() {
    const auto pipeline = pipeline::Pipeline::Create(DATELINE_DATA_DIRECTORY);
    EXPECT_THAT(pipeline, IsOk());
    const auto log = fact_log::FactLog::Open(pair_.IngestStore(), {}, [](const fact_log::FeedHead&) {});
    EXPECT_THAT(log, IsOk());
    size_t fact_count = 0;
    for (int number = 0; number < kArticles; ++number) {
      v1::Article article;
      article.set_name(absl::StrCat("articles/", number));
      article.set_body(
          absl::StrCat("PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.\n\n",
                       "Weber said that ", number, " soldiers would return in May."));
      auto reading = (*pipeline)->Read(article);
      EXPECT_THAT(reading, IsOk());
      for (v1::Fact& fact : reading->facts) fact.set_extractor("dateline/0");
      fact_count += reading->facts.size();
      fact_log::ArticleWrite write;
      write.article = std::move(reading->article);
      write.facts = std::move(reading->facts);
      write.entities = std::move(reading->entities);
      std::promise<absl::Status> stored;
      (*log)->Append(std::move(write), [&](const auto& answer) { stored.set_value(answer.status()); });
      EXPECT_THAT(stored.get_future().get(), IsOk());
    }
    return fact_count;
  }

  v1::Reextraction Start() {
    v1::ReextractArticlesRequest request;
    request.set_request_id("request");
    v1::ReextractArticlesResponse response;
    const grpc::Status status = pair_.Ingest()->ReextractArticles(CallContext().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.reextraction();
  }

  v1::Reextraction Progress() {
    v1::GetReextractionRequest request;
    request.set_name("reextractions/1");
    v1::GetReextractionResponse response;
    const grpc::Status status = pair_.Ingest()->GetReextraction(CallContext().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.reextraction();
  }

  // How often each fact is confirmed in the feed.
  std::map<std::string, int> Confirmations(int64_t head_offset) {
    std::map<std::string, int> confirmations;
    const auto context = CallContext();
    const auto stream = pair_.Feed()->StreamChanges(context.get(), {});
    int64_t offset = 0;
    for (v1::StreamChangesResponse batch; offset < head_offset && stream->Read(&batch);) {
      for (const v1::ChangeRecord& record : batch.records()) {
        offset = record.offset();
        if (record.change().has_fact_confirmed()) ++confirmations[record.change().fact_confirmed().fact().name()];
      }
    }
    context->TryCancel();
    stream->Finish();
    return confirmations;
  }

  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
};

TEST_F(Reextraction, GoesOnAfterEachDeathAndConfirmsEachFactOnce) {
  const size_t fact_count = StoreReadingsOfAnotherVersion();
  std::mt19937 random(RandomSeed());
  pair_.StartIngest();
  EXPECT_EQ(Start().articles_total(), kArticles);
  v1::Reextraction progress = Progress();
  for (int death = 0; death < kDeaths; ++death) {
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % kLongestLifeMs));
    pair_.ingest_process().Kill();
    pair_.StartIngest();
    const v1::Reextraction after = Progress();
    EXPECT_GE(after.articles_done(), progress.articles_done());
    progress = after;
  }
  // The request that began it says the same as its name.
  EXPECT_EQ(Start().name(), "reextractions/1");
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (progress.state() == v1::REEXTRACTION_STATE_RUNNING && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    progress = Progress();
  }
  EXPECT_EQ(progress.state(), v1::REEXTRACTION_STATE_DONE);
  EXPECT_EQ(progress.articles_done(), kArticles);
  EXPECT_EQ(progress.articles_changed(), kArticles);
  EXPECT_EQ(progress.facts_confirmed(), static_cast<int64_t>(fact_count));
  EXPECT_EQ(progress.facts_added() + progress.facts_superseded() + progress.facts_retracted(), 0);
  const FeedHistory feed = ReadFeedHistory(*pair_.Feed());
  EXPECT_THAT(feed.violations(), IsEmpty());
  EXPECT_EQ(feed.FactCount(), fact_count);
  const std::map<std::string, int> confirmations = Confirmations(feed.head_offset());
  EXPECT_THAT(confirmations, SizeIs(fact_count));
  EXPECT_THAT(confirmations, Each(Pair(::testing::_, 1)));
  RecordProperty("cycles", kDeaths);
}

}  // namespace
}  // namespace dateline::testing
