#include "tests/testing/recording.h"

#include <chrono>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "platform/encoding/opaque_token.h"
#include "platform/encoding/sha256.h"

namespace dateline::testing {
namespace {

using Kind = HistoryEventKind;

constexpr auto kPause = std::chrono::milliseconds(20);
constexpr int64_t kNoGoal = std::numeric_limits<int64_t>::max();

std::unique_ptr<grpc::ClientContext> PatientContext() {
  auto context = CallContext();
  context->set_wait_for_ready(true);
  return context;
}

v1::StreamIngestRequest RequestOf(int number) {
  v1::StreamIngestRequest request;
  request.set_request_id(absl::StrCat("request-", number));
  request.mutable_article()->set_name(absl::StrCat("articles/crash-", number));
  request.mutable_article()->set_body(
      absl::StrCat("PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.\n\n"
                   "Weber said that ",
                   number, " soldiers would return in May, and invited Dubois to Vienna."));
  return request;
}

FedChange FedChangeOf(const v1::ChangeRecord& record) {
  const v1::Change& change = record.change();
  FedChange fed;
  fed.offset = record.offset();
  fed.chain_crc = record.chain_crc();
  fed.transaction = absl::StrCat(record.commit_time().seconds(), ".", record.commit_time().nanos());
  const auto* const kind =
      change.GetReflection()->GetOneofFieldDescriptor(change, change.GetDescriptor()->oneof_decl(0));
  if (kind != nullptr) fed.kind = kind->name();
  fed.digest = encoding::Sha256Hex(change.SerializeAsString());
  if (change.has_article_added()) {
    fed.name = change.article_added().article().name();
    fed.digest = change.article_added().article().sha256();
  } else if (change.has_fact_added()) {
    fed.name = change.fact_added().fact().name();
  }
  return fed;
}

// Records what a stream gives until `is_enough` says so of the newest offset, or it ends.
void RecordStream(grpc::ClientReader<v1::StreamChangesResponse>& stream, const std::string& actor, History& history,
                  std::string& cursor, const std::function<bool(int64_t)>& is_enough) {
  for (v1::StreamChangesResponse batch; stream.Read(&batch);) {
    HistoryEvent received{.kind = Kind::kChangesReceived, .actor = actor};
    for (const v1::ChangeRecord& record : batch.records()) received.changes.push_back(FedChangeOf(record));
    int64_t offset = received.changes.empty() ? 0 : received.changes.back().offset;
    if (!received.changes.empty()) history.Add(std::move(received));
    if (batch.has_bookmark()) {
      offset = batch.bookmark().head_offset();
      history.Add({.kind = Kind::kBookmarkReceived, .actor = actor, .offset = offset});
    }
    cursor = batch.cursor();
    if (is_enough(offset)) return;
  }
}

// Reads the facts of an acknowledged article at a state that includes it. False: the call failed.
bool RecordFactsOf(v1::QueryService::Stub& query, const Acknowledgement& acknowledged, History& history) {
  v1::ListFactsRequest request;
  request.mutable_filter()->set_article(acknowledged.article.name());
  request.mutable_consistency()->set_at_least_as_fresh(acknowledged.revision_token);
  v1::ListFactsResponse response;
  if (!query.ListFacts(PatientContext().get(), request, &response).ok()) return false;
  HistoryEvent read{.kind = Kind::kFactsRead, .article = acknowledged.article.name()};
  read.offset = OffsetOf(response.revision_token());
  read.least_offset = OffsetOf(acknowledged.revision_token);
  for (const v1::Fact& fact : response.facts()) read.names.push_back(fact.name());
  history.Add(std::move(read));
  return true;
}

// Walks over all facts at one state and records each page, and at the end what the walk gave as that of a replica. The
// token of the state; empty: `may_go_on` said no.
std::string RecordWalk(v1::QueryService::Stub& query, const std::string& actor, int page_size,
                       const v1::Consistency& consistency, History& history, const std::function<bool()>& may_go_on) {
  v1::ListFactsRequest request;
  request.set_page_size(page_size);
  *request.mutable_consistency() = consistency;
  std::string content;
  while (may_go_on()) {
    v1::ListFactsResponse response;
    if (!query.ListFacts(PatientContext().get(), request, &response).ok()) {
      std::this_thread::sleep_for(kPause);
      continue;
    }
    HistoryEvent page{.kind = Kind::kPageRead, .actor = actor};
    page.offset = OffsetOf(response.revision_token());
    page.is_last = response.next_page_token().empty();
    for (const v1::Fact& fact : response.facts()) {
      page.names.push_back(fact.name());
      absl::StrAppend(&content, fact.SerializeAsString());
    }
    history.Add(page);
    request.set_page_token(response.next_page_token());
    if (!page.is_last) continue;
    history.Add(
        {.kind = Kind::kReplicaRead, .actor = actor, .digest = encoding::Sha256Hex(content), .offset = page.offset});
    return response.revision_token();
  }
  return "";
}

}  // namespace

int64_t OffsetOf(const std::string& revision_token) {
  auto reader = encoding::OpaqueTokenReader::Open('R', revision_token);
  if (!reader.has_value()) return -1;
  reader->ReadBytes();
  reader->ReadInteger();
  return static_cast<int64_t>(reader->ReadInteger());
}

void RecordingClient::SendArticles(int first, int count, const std::function<void()>& on_acknowledged) {
  const auto ingest = pair_.Ingest();
  const auto context = CallContext();
  const auto stream = ingest->StreamIngest(context.get());
  std::thread sender([&] {
    for (int i = first; i < first + count; ++i) {
      const v1::StreamIngestRequest request = RequestOf(i);
      history_.Add({.kind = Kind::kIngestSent,
                    .request_id = request.request_id(),
                    .article = request.article().name(),
                    .digest = encoding::Sha256Hex(request.article().body())});
      if (!stream->Write(request)) break;
    }
    stream->WritesDone();
  });
  for (v1::StreamIngestResponse response; stream->Read(&response);) {
    EXPECT_TRUE(response.has_ingested()) << response.failure().message();
    RecordAnswer(response.ingested(), response.request_id());
    on_acknowledged();
  }
  sender.join();
  stream->Finish();
}

void RecordingClient::RecordAnswer(const v1::IngestArticleResponse& response, const std::string& request_id) {
  const std::string& name = response.article().name();
  HistoryEvent event{.kind = Kind::kIngestAcknowledged, .request_id = request_id, .article = name};
  event.digest = response.article().sha256();
  event.offset = OffsetOf(response.revision_token());
  for (const v1::Fact& fact : response.facts()) event.names.push_back(fact.name());
  history_.Add(std::move(event));
  threading::MutexLock lock(mutex_);
  acknowledged_[name] = {response.article(), response.revision_token()};
  newest_ = name;
}

std::unique_ptr<Acknowledgement> RecordingClient::Newest() const {
  threading::MutexLock lock(mutex_);
  const auto newest = acknowledged_.find(newest_);
  return newest == acknowledged_.end() ? nullptr : std::make_unique<Acknowledgement>(newest->second);
}

size_t RecordingClient::acknowledged_count() const {
  threading::MutexLock lock(mutex_);
  return acknowledged_.size();
}

void RecordingClient::ReadEverything() {
  ++reads_;
  ReadArticles();
  ReadFeed();
  pair_.WaitUntilCaughtUp();
  const auto query = pair_.Query();
  std::map<std::string, Acknowledgement> acknowledged;
  {
    threading::MutexLock lock(mutex_);
    acknowledged = acknowledged_;
  }
  for (const auto& [name, answer] : acknowledged) EXPECT_TRUE(RecordFactsOf(*query, answer, history_)) << name;
  const auto always = [] { return true; };
  v1::Consistency consistency;
  if (!read_before_.empty()) {
    consistency.set_at_exact(read_before_);
    RecordWalk(*query, absl::StrCat("walk again ", reads_), 1000, consistency, history_, always);
  }
  consistency.set_minimize_latency(true);
  read_before_ = RecordWalk(*query, absl::StrCat("walk ", reads_), 1000, consistency, history_, always);
}

void RecordingClient::ReadArticles() {
  const auto ingest = pair_.Ingest();
  HistoryEvent listed{.kind = Kind::kArticlesListed};
  v1::ListArticlesRequest request;
  v1::ListArticlesResponse page;
  do {
    request.set_page_token(page.next_page_token());
    const grpc::Status status = ingest->ListArticles(CallContext().get(), request, &page);
    ASSERT_TRUE(status.ok()) << status.error_message();
    for (const v1::Article& article : page.articles()) listed.names.push_back(article.name());
  } while (!page.next_page_token().empty());
  const std::vector<std::string> names = listed.names;
  history_.Add(std::move(listed));
  for (const std::string& name : names) {
    v1::GetArticleRequest one;
    one.set_name(name);
    v1::GetArticleResponse response;
    const grpc::Status status = ingest->GetArticle(CallContext().get(), one, &response);
    ASSERT_TRUE(status.ok()) << name << ": " << status.error_message();
    history_.Add(
        {.kind = Kind::kArticleRead, .article = name, .digest = encoding::Sha256Hex(response.article().body())});
  }
}

void RecordingClient::ReadFeed() {
  const auto feed = pair_.Feed();
  v1::GetFeedInfoResponse info;
  ASSERT_TRUE(feed->GetFeedInfo(CallContext().get(), {}, &info).ok());
  const auto context = CallContext();
  const auto stream = feed->StreamChanges(context.get(), v1::StreamChangesRequest());
  const std::string actor = absl::StrCat("auditor ", reads_);
  std::string cursor;
  int64_t newest = 0;
  history_.Add({.kind = Kind::kStreamStarted, .actor = actor});
  RecordStream(*stream, actor, history_, cursor, [&](int64_t offset) {
    newest = offset;
    return offset >= info.head_offset();
  });
  EXPECT_GE(newest, info.head_offset());
  context->TryCancel();
  stream->Finish();
}

RecordingFollower::RecordingFollower(const ServicePair& pair, History& history)
    : history_(history), feed_(pair.Feed()), goal_(kNoGoal), thread_([this] { Follow(); }) {}

RecordingFollower::~RecordingFollower() {
  v1::GetFeedInfoResponse info;
  EXPECT_TRUE(feed_->GetFeedInfo(PatientContext().get(), {}, &info).ok());
  goal_ = info.head_offset();
  thread_.join();
  EXPECT_GE(offset_, info.head_offset()) << "the follower did not catch up";
}

void RecordingFollower::Follow() {
  std::string cursor;
  while (offset_ < goal_) {
    // Ends with its context's deadline at the latest.
    const auto context = PatientContext();
    v1::StreamChangesRequest request;
    request.set_cursor(cursor);
    request.set_bookmark_interval_ms(50);
    const auto stream = feed_->StreamChanges(context.get(), request);
    history_.Add({.kind = Kind::kStreamStarted, .actor = "follower", .offset = offset_});
    RecordStream(*stream, "follower", history_, cursor, [&](int64_t offset) {
      if (offset > 0) offset_ = offset;
      return offset_ >= goal_;
    });
    context->TryCancel();
    stream->Finish();
  }
}

RecordingReader::RecordingReader(const ServicePair& pair, const RecordingClient& client, History& history)
    : client_(client), history_(history), query_(pair.Query()), thread_([this] { Read(); }) {}

RecordingReader::~RecordingReader() {
  ending_ = true;
  thread_.join();
}

void RecordingReader::Read() {
  v1::Consistency consistency;
  consistency.set_minimize_latency(true);
  for (int walk = 1; !ending_; ++walk) {
    const auto newest = client_.Newest();
    if (newest != nullptr) RecordFactsOf(*query_, *newest, history_);
    RecordWalk(*query_, absl::StrCat("reader's walk ", walk), 20, consistency, history_, [this] { return !ending_; });
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace dateline::testing
