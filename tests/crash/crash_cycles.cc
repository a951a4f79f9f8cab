#include "tests/crash/crash_cycles.h"

#include <signal.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/stored_bytes.h"

namespace dateline::testing {
namespace {

using ::testing::IsEmpty;

constexpr int kWriters = 3;
constexpr int kFewPurges = 1;
constexpr uint32_t kLongestCycleMs = 120;
constexpr int kMostLastRounds = 20;
constexpr auto kPatience = std::chrono::minutes(2);
constexpr auto kPause = std::chrono::milliseconds(2);

v1::FactFilter Events() {
  v1::FactFilter filter;
  filter.add_kinds(v1::FACT_KIND_EVENT);
  return filter;
}

// Whom every article names.
v1::FactFilter OfWeber() {
  v1::FactFilter filter;
  filter.add_entities("entities/person.karl-weber");
  return filter;
}

// By name, serialized; `revision_token` becomes that of the state.
std::map<std::string, std::string> SearchFacts(v1::QueryService::Stub& query, const std::string& words,
                                               std::string& revision_token) {
  std::map<std::string, std::string> facts;
  v1::SearchFactsRequest request;
  request.set_query(words);
  request.set_page_size(1000);
  request.mutable_consistency()->set_minimize_latency(true);
  v1::SearchFactsResponse page;
  const grpc::Status status = query.SearchFacts(CallContext().get(), request, &page);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(page.next_page_token(), "");
  for (const v1::FactHit& hit : page.hits()) facts.emplace(hit.fact().name(), hit.fact().SerializeAsString());
  revision_token = page.revision_token();
  return facts;
}

// The same.
std::map<std::string, std::string> ListFacts(v1::QueryService::Stub& query, const v1::FactFilter& filter,
                                             std::string& revision_token) {
  std::map<std::string, std::string> facts;
  v1::ListFactsRequest request;
  *request.mutable_filter() = filter;
  request.set_page_size(1000);
  request.mutable_consistency()->set_minimize_latency(true);
  v1::ListFactsResponse page;
  do {
    request.set_page_token(page.next_page_token());
    const grpc::Status status = query.ListFacts(CallContext().get(), request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (const v1::Fact& fact : page.facts()) {
      EXPECT_TRUE(facts.emplace(fact.name(), fact.SerializeAsString()).second) << fact.name() << " is listed twice";
    }
  } while (!page.next_page_token().empty());
  revision_token = page.revision_token();
  return facts;
}

}  // namespace

CrashCycles::CrashCycles(uint32_t seed, bool with_replica, const store::Location& ingest_store) : random_(seed) {
  if (!ingest_store.empty()) pair_.UseIngestStore(ingest_store);
  open_watches_.emplace_back(Events());
  open_watches_.emplace_back(OfWeber());
  open_watches_.emplace_back(v1::FactFilter(), "storm");
  for (int i = 0; i < kWriters; ++i) writers_.emplace_back(i, static_cast<uint32_t>(random_()));
  pair_.StartIngest();
  pair_.StartQuery();
  if (with_replica) StartReplica();
}

void CrashCycles::WriteUntil(const std::function<void()>& end, int purges) {
  const auto ingest = pair_.Ingest();
  const auto query = pair_.Query();
  std::atomic<bool> ending = false;
  std::vector<std::thread> threads;
  for (RandomWriter& writer : writers_) {
    threads.emplace_back([&] { writer.Write(*ingest, ending, purges); });
  }
  for (WatchHistory& watch : open_watches_) {
    threads.emplace_back([&] { watch.Follow(*query, ending); });
  }
  end();
  ending = true;
  for (std::thread& thread : threads) thread.join();
}

void CrashCycles::KillAtRandom(const std::function<void()>& harm) {
  const uint32_t victims = Random(3);
  const bool kills_ingest = victims != 1, kills_query = victims != 0;
  const bool kills_replica = replica_ != nullptr && !kills_query;
  const auto moment = std::chrono::milliseconds(Random(kLongestCycleMs));
  WriteUntil(
      [&] {
        std::this_thread::sleep_for(moment);
        if (kills_query) pair_.query_process().Kill();
        if (kills_replica) replica_->Kill();
        if (kills_ingest) pair_.ingest_process().Kill();
        harm();
      },
      kFewPurges);
  if (kills_ingest) pair_.StartIngest();
  if (kills_query) pair_.StartQuery();
  if (kills_replica) StartReplica();
  WaitUntilIngestReads();
  Judge();
}

void CrashCycles::Outlive(const std::function<void()>& harm) {
  const auto moment = std::chrono::milliseconds(Random(kLongestCycleMs));
  WriteUntil(
      [&] {
        std::this_thread::sleep_for(moment);
        harm();
      },
      kFewPurges);
  EXPECT_TRUE(pair_.ingest_process().IsRunning()) << pair_.ingest_process().Errors();
  WaitUntilIngestReads();
  Judge();
}

void CrashCycles::MoveIngest(const store::Location& store) {
  pair_.ingest_process().Kill();
  pair_.UseIngestStore(store);
  pair_.StartIngest();
  Judge();
}

void CrashCycles::DieAt(const Death& death) {
  const uint32_t passes = 1 + Random(static_cast<uint32_t>(death.most_passes));
  const Environment armed = {{"DATELINE_FAIL_POINT", absl::StrCat(death.fail_point, ":", passes)}};
  const auto start = [&](const Environment& environment) {
    death.service == Service::kIngest ? pair_.StartIngest(environment) : pair_.StartQuery(environment);
  };
  const auto process = [&]() -> ChildProcess& {
    return death.service == Service::kIngest ? pair_.ingest_process() : pair_.query_process();
  };
  const auto moment = std::chrono::milliseconds(Random(kLongestCycleMs));
  WriteUntil(
      [&] {
        std::this_thread::sleep_for(moment);
        process().Kill();
      },
      death.purges);
  if (death.begins_anew) RemoveIndex();
  start(armed);
  WriteUntil(
      [&] {
        const auto deadline = std::chrono::steady_clock::now() + kPatience;
        while (process().IsRunning() && std::chrono::steady_clock::now() < deadline) {
          std::this_thread::sleep_for(kPause);
        }
      },
      death.purges);
  EXPECT_FALSE(process().IsRunning()) << death.fail_point << " was not passed";
  process().Kill();
  EXPECT_EQ(process().Wait(), -SIGKILL);
  start({});
  Judge();
}

void CrashCycles::Finish() {
  for (int round = 0; round == 0 || (open_watches_.front().event_count() == 0 && round < kMostLastRounds); ++round) {
    WriteUntil([] { std::this_thread::sleep_for(std::chrono::milliseconds(kLongestCycleMs)); }, kFewPurges);
    Judge();
  }
  EXPECT_GT(open_watches_.front().event_count(), 0);
  const FeedHistory again = ReadFeedHistory(*pair_.Feed());
  EXPECT_THAT(again.violations(), IsEmpty());
  EXPECT_EQ(again.head_offset(), feed_.head_offset());
  EXPECT_TRUE(again.articles() == feed_.articles());
  EXPECT_EQ(again.purged(), feed_.purged());
  const v1::GetIndexStatusResponse killed = IndexStatus();
  // Opening it finishes what a purge began.
  pair_.query_process().Kill();
  pair_.StartQuery();
  JudgeErasure(pair_.QueryStore());
  pair_.query_process().Kill();
  RemoveIndex();
  pair_.StartQuery();
  Judge();
  const v1::GetIndexStatusResponse anew = IndexStatus();
  EXPECT_EQ(anew.applied_offset(), killed.applied_offset());
  EXPECT_EQ(anew.entity_count(), killed.entity_count());
  EXPECT_EQ(anew.content_checksum(), killed.content_checksum());
}

int CrashCycles::acknowledged_count() const {
  int count = 0;
  for (const RandomWriter& writer : writers_) count += writer.acknowledged_count();
  return count;
}

void CrashCycles::Judge() {
  const auto ingest = pair_.Ingest();
  for (RandomWriter& writer : writers_) writer.Read(*ingest);
  JudgeErasure(pair_.IngestStore());
  JudgeFeed();
  JudgeIndex();
}

// A service whose store was away connects anew with pauses.
void CrashCycles::WaitUntilIngestReads() {
  const auto feed = pair_.Feed();
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  v1::GetFeedInfoResponse info;
  grpc::Status status;
  do {
    status = feed->GetFeedInfo(CallContext().get(), {}, &info);
    if (status.ok()) return;
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
    std::this_thread::sleep_for(kPause);
  } while (std::chrono::steady_clock::now() < deadline);
  FAIL() << "ingest does not read: " << status.error_message();
}

void CrashCycles::JudgeFeed() {
  feed_.ReadOn(*pair_.Feed());
  EXPECT_THAT(feed_.violations(), IsEmpty());
  size_t article_count = 0;
  for (const RandomWriter& writer : writers_) {
    for (const auto& [name, state] : writer.states()) {
      EXPECT_EQ(feed_.purged().contains(name), state.is_purged) << name;
      const auto fed = feed_.articles().find(name);
      EXPECT_EQ(fed != feed_.articles().end(), state.revision > 0) << name;
      if (fed == feed_.articles().end()) continue;
      ++article_count;
      ArticleState fed_state;
      fed_state.revision = fed->second.revision;
      fed_state.status = fed->second.status;
      fed_state.sha256 = fed->second.sha256;
      fed_state.facts.emplace();
      for (const auto& [fact, bytes] : fed->second.facts) fed_state.facts->insert(fact);
      EXPECT_EQ(fed_state, state) << name << " as fed and as known";
    }
  }
  EXPECT_EQ(feed_.articles().size(), article_count) << "the feed has articles that nobody sent";
}

void CrashCycles::JudgeIndex() {
  pair_.WaitUntilCaughtUp();
  const v1::GetIndexStatusResponse index = IndexStatus();
  EXPECT_EQ(index.applied_offset(), feed_.head_offset());
  EXPECT_EQ(index.article_count(), static_cast<int64_t>(feed_.articles().size()));
  EXPECT_EQ(index.fact_count(), static_cast<int64_t>(feed_.FactCount()));
  if (replica_ != nullptr) JudgeReplica(index);
  std::map<std::string, std::string> fed;
  for (const auto& [name, article] : feed_.articles()) fed.insert(article.facts.begin(), article.facts.end());
  std::string revision_token;
  EXPECT_TRUE(ListFacts(*pair_.Query(), {}, revision_token) == fed) << "the index has other facts than the feed";
  watch_.ReadOn(*pair_.Query(), revision_token);
  EXPECT_THAT(watch_.violations(), IsEmpty());
  EXPECT_TRUE(watch_.facts() == fed) << "the watch told of other facts than the feed";
  for (WatchHistory& watch : open_watches_) {
    const auto facts = watch.words().empty() ? ListFacts(*pair_.Query(), watch.filter(), revision_token)
                                             : SearchFacts(*pair_.Query(), watch.words(), revision_token);
    watch.ReadOn(*pair_.Query(), revision_token);
    EXPECT_THAT(watch.violations(), IsEmpty());
    EXPECT_TRUE(watch.facts() == facts) << "an open watch told of other facts than there are: "
                                        << watch.filter().ShortDebugString() << watch.words();
  }
}

void CrashCycles::JudgeErasure(const store::Location& store) {
  const std::string bytes = StoredBytes(store);
  for (const RandomWriter& writer : writers_) {
    for (const auto& [name, state] : writer.states()) {
      if (!state.is_purged) continue;
      EXPECT_EQ(bytes.find(RandomWriter::MarkOf(name)), std::string::npos) << store << " holds text of " << name;
    }
  }
}

void CrashCycles::RemoveIndex() {
  for (const char* const suffix : {"", "-wal", "-shm"}) std::filesystem::remove(pair_.QueryStore() + suffix);
}

// On any port that is free: nobody else needs to find it.
void CrashCycles::StartReplica() {
  replica_.reset();
  const std::vector<std::string> command = {DATELINE_PROGRAM_DIRECTORY "/dateline-query", "--listen=127.0.0.1:0",
                                            "--store=sqlite:" + pair_.File("replica.db"),
                                            "--ingest=" + pair_.ingest_address()};
  const std::string output = pair_.File(absl::StrCat("replica", ++replica_starts_));
  replica_ = std::make_unique<ChildProcess>(command, Environment{}, output);
}

void CrashCycles::JudgeReplica(const v1::GetIndexStatusResponse& index) {
  const auto query = QueryAt(replica_->WaitForOutputAfter("listening on "));
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  v1::GetIndexStatusResponse replica;
  do {
    std::this_thread::sleep_for(kPause);
    const grpc::Status status = query->GetIndexStatus(CallContext().get(), {}, &replica);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (replica.serving() && replica.applied_offset() >= index.applied_offset()) break;
  } while (std::chrono::steady_clock::now() < deadline);
  EXPECT_EQ(replica.applied_offset(), index.applied_offset());
  EXPECT_EQ(replica.content_checksum(), index.content_checksum()) << "two indexes differ at one offset";
}

v1::GetIndexStatusResponse CrashCycles::IndexStatus() {
  v1::GetIndexStatusResponse index;
  const grpc::Status status = pair_.Query()->GetIndexStatus(CallContext().get(), {}, &index);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return index;
}

}  // namespace dateline::testing
