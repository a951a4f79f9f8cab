#include "cli/ingest_stream.h"

#include <openssl/sha.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "platform/threading/mutex.h"

namespace dateline::cli {
namespace {

using Call = grpc::ClientReaderWriter<v1::StreamIngestRequest, v1::StreamIngestResponse>;

// An article on its way.
struct Sent {
  std::string origin;
  int64_t size_bytes = 0;
  absl::Status unreadable;  // not OK: never sent, for this reason
};

// What the sending thread and the receiving one share: the articles without an outcome, in the order of the source.
class InFlight {
 public:
  explicit InFlight(size_t limit) : limit_(limit) {}

  // Waits for room. False: the call is over, send no more.
  bool Push(Sent sent) {
    threading::MutexLock lock(mutex_);
    while (articles_.size() >= limit_ && !broken_) changed_.Wait(mutex_);
    if (broken_) return false;
    articles_.push_back(std::move(sent));
    changed_.NotifyAll();
    return true;
  }

  // Waits for an article. nullopt: all were sent and taken.
  std::optional<Sent> Pop() {
    threading::MutexLock lock(mutex_);
    while (articles_.empty() && !complete_) changed_.Wait(mutex_);
    if (articles_.empty()) return std::nullopt;
    Sent sent = std::move(articles_.front());
    articles_.pop_front();
    changed_.NotifyAll();
    return sent;
  }

  // No article will be pushed any more.
  void Complete() {
    threading::MutexLock lock(mutex_);
    complete_ = true;
    changed_.NotifyAll();
  }

  // The call is over.
  void Break() {
    threading::MutexLock lock(mutex_);
    broken_ = true;
    changed_.NotifyAll();
  }

 private:
  const size_t limit_;
  threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  std::deque<Sent> articles_ ABSL_GUARDED_BY(mutex_);
  bool complete_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
};

void SendAll(ArticleSource& source, Call& call, InFlight& in_flight) {
  bool open = true;
  for (std::optional<SourcedArticle> next; open && (next = source.Next()).has_value();) {
    absl::StatusOr<v1::Article>& article = next->article;
    open = in_flight.Push({.origin = next->origin, .size_bytes = next->size_bytes, .unreadable = article.status()});
    if (!open || !article.ok()) continue;
    v1::StreamIngestRequest request;
    request.set_request_id(RequestIdOf(*article));
    *request.mutable_article() = *std::move(article);
    open = call.Write(request);
  }
  call.WritesDone();
  in_flight.Complete();
}

absl::Status FailureStatus(const v1::IngestFailure& failure) {
  const std::string reason = v1::ErrorReason_Name(failure.reason());
  constexpr size_t kPrefixLength = sizeof("ERROR_REASON_") - 1;
  return absl::Status(
      static_cast<absl::StatusCode>(failure.code()),
      absl::StrCat(failure.message(), " [", reason.substr(std::min(kPrefixLength, reason.size())), "]"));
}

IngestOutcome OutcomeOf(Sent sent, v1::StreamIngestResponse& response) {
  if (response.has_failure()) {
    return {std::move(sent.origin), sent.size_bytes, FailureStatus(response.failure())};
  }
  return {std::move(sent.origin), sent.size_bytes, std::move(*response.mutable_ingested())};
}

// Returns when every article has its outcome (true) or the call broke (false).
bool ReceiveAll(Call& call, InFlight& in_flight, const std::function<void(const IngestOutcome&)>& report) {
  while (std::optional<Sent> sent = in_flight.Pop()) {
    if (!sent->unreadable.ok()) {
      report({.origin = std::move(sent->origin), .size_bytes = sent->size_bytes, .result = sent->unreadable});
      continue;
    }
    v1::StreamIngestResponse response;
    if (!call.Read(&response)) return false;
    report(OutcomeOf(*std::move(sent), response));
  }
  return true;
}

}  // namespace

std::string RequestIdOf(const v1::Article& article) {
  std::string bytes;
  // Length before text: no two articles give the same bytes.
  for (const std::string* field : {&article.name(), &article.url(), &article.title(), &article.publisher(),
                                   &article.language(), &article.media_type(), &article.body()}) {
    absl::StrAppend(&bytes, field->size(), ":", *field);
  }
  const v1::Date& published = article.published();
  absl::StrAppend(&bytes, published.year(), "-", published.month(), "-", published.day());
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), 16));
}

absl::Status IngestAll(ArticleSource& source, const ServiceTarget& target, int max_in_flight,
                       const std::function<void(const IngestOutcome&)>& report) {
  const auto channel = OpenChannel(target);
  if (!channel.ok()) return channel.status();
  const std::unique_ptr<v1::IngestService::Stub> stub = v1::IngestService::NewStub(*channel);
  grpc::ClientContext context;
  const std::unique_ptr<Call> call = stub->StreamIngest(&context);
  InFlight in_flight(max_in_flight);
  std::thread sender([&] { SendAll(source, *call, in_flight); });
  const bool complete = ReceiveAll(*call, in_flight, report);
  if (!complete) in_flight.Break();
  sender.join();
  const grpc::Status status = call->Finish();
  if (!status.ok()) return CallError(status, target);
  if (!complete) return absl::InternalError(absl::StrCat(target.program, " ended the stream before its last answer"));
  return absl::OkStatus();
}

}  // namespace dateline::cli
